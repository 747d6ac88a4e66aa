#include "html/tag.h"

#include <array>

namespace caveat::html {
namespace {

struct Slot {
  std::uint64_t key = 0;
  Tag tag = Tag::unknown;
};

constexpr unsigned kSlotBits = 9;
constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;

constexpr std::size_t first_slot(std::uint64_t key) {
  return mixed_key(key) >> (64 - kSlotBits);
}

constexpr void put(std::array<Slot, kSlots>& table, std::string_view name, Tag tag) {
  // Two names cannot be spelled as identifiers.
  if (tag == Tag::template_) name = "template";
  if (tag == Tag::annotation_xml) name = "annotation-xml";
  const std::uint64_t key = name_key(name);
  std::size_t slot = first_slot(key);
  while (table[slot].tag != Tag::unknown) slot = (slot + 1) % kSlots;
  table[slot] = {.key = key, .tag = tag};
}

constexpr std::array<Slot, kSlots> make_table() {
  std::array<Slot, kSlots> table{};
#define CAVEAT_HTML_TAG(name) put(table, #name, Tag::name);
  CAVEAT_HTML_TAGS(CAVEAT_HTML_TAG)
#undef CAVEAT_HTML_TAG
  return table;
}

constexpr std::array<Slot, kSlots> kTable = make_table();

}  // namespace

TagName TagName::of_key(std::uint64_t key) {
  for (std::size_t slot = first_slot(key); kTable[slot].tag != Tag::unknown; slot = (slot + 1) % kSlots) {
    if (kTable[slot].key == key) return {.tag = kTable[slot].tag, .key = key};
  }
  return {.tag = Tag::unknown, .key = key};
}

}  // namespace caveat::html
