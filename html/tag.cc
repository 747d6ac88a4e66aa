#include "html/tag.h"

#include "html/tag_table.h"

namespace caveat::html {

std::string_view tag_text(Tag tag) {
  return tag_table::kTexts[static_cast<std::size_t>(tag)];
}

TagName TagName::of_key(std::uint64_t key) {
  return {.tag = tag_of_key(key), .key = key};
}

}  // namespace caveat::html
