#include "html/caseless_search.h"

#include "html/ascii.h"
#include "html/byte_block.h"

namespace caveat::html {

bool contains_ignoring_ascii_case(std::string_view text, std::string_view part) {
  if (text.size() < part.size()) return false;
  const std::size_t places = text.size() - part.size() + 1;
  const char lower = ascii_lower(part.front());
  const char upper = is_ascii_alpha(lower) ? static_cast<char>(lower - ('a' - 'A')) : lower;
  const auto stands_at = [&](std::size_t at) {
    return ascii_lower(text[at]) == lower && equal_ignoring_ascii_case(text.substr(at, part.size()), part);
  };
  std::size_t at = 0;
  for (; at < places && at + ByteBlock::kSize <= text.size(); ++at) {
    const ByteBlock::Matches found = ByteBlock(text.data() + at).equal_to_either(lower, upper);
    at += found.any() ? found.first() : ByteBlock::kSize - 1;
    if (at < places && found.any() && stands_at(at)) return true;
  }
  for (; at < places; ++at) {
    if (stands_at(at)) return true;
  }
  return false;
}

}  // namespace caveat::html
