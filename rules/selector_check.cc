#include "rules/selector_check.h"

#include <algorithm>
#include <string>

namespace caveat::rules {

std::optional<html::SelectorList> checked_selector(const PlacedText& text, std::size_t offset,
                                                   Problems& problems) {
  auto parsed = html::SelectorList::parse(std::string_view(*text.text).substr(offset));
  if (parsed) return std::move(*parsed);
  const html::SelectorError& error = parsed.error();
  problems.add(Code::bad_selector,
               problems.within(*text.value, offset + error.offset, std::max<std::size_t>(1, error.length)),
               error.message);
  return std::nullopt;
}

std::optional<html::SelectorList> joined_selectors(const std::vector<PlacedText>& texts, Problems& problems) {
  std::string all;
  bool good = !texts.empty();
  for (const PlacedText& text : texts) {
    if (!checked_selector(text, 0, problems)) {
      good = false;
      continue;
    }
    all += (all.empty() ? "" : ", ") + *text.text;
  }
  if (!good) return std::nullopt;
  auto joined = html::SelectorList::parse(all);
  if (!joined) return std::nullopt;
  return std::move(*joined);
}

}  // namespace caveat::rules
