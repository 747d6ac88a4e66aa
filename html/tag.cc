#include "html/tag.h"

#include <array>

namespace caveat::html {
namespace {

struct Slot {
  std::uint64_t hash = 0;
  Tag tag = Tag::unknown;
};

constexpr std::size_t kSlots = 512;

constexpr void put(std::array<Slot, kSlots>& table, std::string_view name, Tag tag) {
  // Two names cannot be spelled as identifiers.
  if (tag == Tag::template_) name = "template";
  if (tag == Tag::annotation_xml) name = "annotation-xml";
  const std::uint64_t hash = name_hash(name);
  std::size_t slot = hash % kSlots;
  while (table[slot].tag != Tag::unknown) slot = (slot + 1) % kSlots;
  table[slot] = {.hash = hash, .tag = tag};
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

TagName TagName::of(std::string_view name) {
  const std::uint64_t hash = name_hash(name);
  for (std::size_t slot = hash % kSlots; kTable[slot].tag != Tag::unknown; slot = (slot + 1) % kSlots) {
    if (kTable[slot].hash == hash) return {.tag = kTable[slot].tag, .hash = hash};
  }
  return {.tag = Tag::unknown, .hash = hash};
}

}  // namespace caveat::html
