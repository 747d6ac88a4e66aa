// The table that finds a Tag by the key of its name.
#pragma once

#include <array>
#include <cstddef>
#include <iterator>

#include "html/tag.h"

namespace caveat::html {
namespace tag_table {

struct Slot {
  std::uint64_t key = 0;
  Tag tag = Tag::unknown;
};

inline constexpr unsigned kSlotBits = 9;
inline constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;

constexpr std::size_t first_slot(std::uint64_t key) {
  return mixed_key(key) >> (64 - kSlotBits);
}

/// Two names cannot be spelled as identifiers.
constexpr std::string_view text_of(std::string_view identifier, Tag tag) {
  if (tag == Tag::template_) return "template";
  if (tag == Tag::annotation_xml) return "annotation-xml";
  return identifier;
}

inline constexpr std::string_view kTexts[] = {"",
#define CAVEAT_HTML_TAG(name) text_of(#name, Tag::name),
                                              CAVEAT_HTML_TAGS(CAVEAT_HTML_TAG)
#undef CAVEAT_HTML_TAG
};

constexpr std::array<Slot, kSlots> make_table() {
  std::array<Slot, kSlots> table{};
  for (std::size_t tag = 1; tag < std::size(kTexts); ++tag) {
    const std::uint64_t key = name_key(kTexts[tag]);
    std::size_t slot = first_slot(key);
    while (table[slot].tag != Tag::unknown) slot = (slot + 1) % kSlots;
    table[slot] = {.key = key, .tag = static_cast<Tag>(tag)};
  }
  return table;
}

inline constexpr std::array<Slot, kSlots> kTable = make_table();

}  // namespace tag_table

/// `unknown` for the key of any name that has no Tag.
inline Tag tag_of_key(std::uint64_t key) {
  using namespace tag_table;
  for (std::size_t slot = first_slot(key); kTable[slot].tag != Tag::unknown; slot = (slot + 1) % kSlots) {
    if (kTable[slot].key == key) return kTable[slot].tag;
  }
  return Tag::unknown;
}

}  // namespace caveat::html
