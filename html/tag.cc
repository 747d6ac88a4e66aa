#include "html/tag.h"

#include <array>
#include <iterator>

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

/// Two names cannot be spelled as identifiers.
constexpr std::string_view text_of(std::string_view identifier, Tag tag) {
  if (tag == Tag::template_) return "template";
  if (tag == Tag::annotation_xml) return "annotation-xml";
  return identifier;
}

constexpr std::string_view kTexts[] = {"",
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

constexpr std::array<Slot, kSlots> kTable = make_table();

}  // namespace

std::string_view tag_text(Tag tag) {
  return kTexts[static_cast<std::size_t>(tag)];
}

TagName TagName::of_key(std::uint64_t key) {
  for (std::size_t slot = first_slot(key); kTable[slot].tag != Tag::unknown; slot = (slot + 1) % kSlots) {
    if (kTable[slot].key == key) return {.tag = kTable[slot].tag, .key = key};
  }
  return {.tag = Tag::unknown, .key = key};
}

}  // namespace caveat::html
