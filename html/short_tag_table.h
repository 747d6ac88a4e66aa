// The table that finds the Tag of a short name in lower case at the first look.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <string_view>

#include "html/tag_table.h"

namespace caveat::html {
namespace short_tag_table {

inline constexpr std::size_t kMaxSize = 8;
inline constexpr unsigned kSlotBits = 9;
inline constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;

struct Slot {
  std::uint64_t name = 0;  ///< as `name_of` makes it
  std::uint8_t size = 0;   ///< of the name in bytes; 0 if there is none
  Tag tag = Tag::unknown;
};

/// The first `size` of the eight bytes at the upper end of a word. What comes of more than kMaxSize means
/// nothing.
constexpr std::uint64_t name_of(std::uint64_t bytes, std::size_t size) {
  return bytes << ((64 - 8 * size) % 64);
}

/// The factor was searched for: no two names share a slot (make_table asserts it).
constexpr std::size_t slot_of(std::uint64_t name) {
  return (name * 0x2911544CF93AB61BU) >> (64 - kSlotBits);
}

consteval std::array<Slot, kSlots> make_table() {
  std::array<Slot, kSlots> table{};
  for (std::size_t tag = 1; tag < std::size(tag_table::kTexts); ++tag) {
    const std::string_view text = tag_table::kTexts[tag];
    if (text.size() > kMaxSize) continue;
    const std::uint64_t name = name_of(name_key(text), text.size());
    Slot& slot = table[slot_of(name)];
    if (slot.size != 0) throw "two names share a slot: another factor has to be searched for";
    slot = {.name = name, .size = static_cast<std::uint8_t>(text.size()), .tag = static_cast<Tag>(tag)};
  }
  return table;
}

inline constexpr std::array<Slot, kSlots> kTable = make_table();

}  // namespace short_tag_table

/// The Tag of the first `size` of the eight bytes `name` points to. `unknown` as well for a known one that is
/// longer than these, or has upper case letters: tag_of_key knows them.
inline Tag short_tag(const char* name, std::size_t size) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, name, sizeof bytes);
  const std::uint64_t found = short_tag_table::name_of(bytes, size);
  const short_tag_table::Slot& slot = short_tag_table::kTable[short_tag_table::slot_of(found)];
  return slot.name == found && slot.size == size ? slot.tag : Tag::unknown;
}

}  // namespace caveat::html
