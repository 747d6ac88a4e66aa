#include "studio/page_hints.h"

#include <algorithm>
#include <iterator>

#include "rules/ascii_case.h"

namespace caveat::studio {

namespace {

/// Of two attributes with one name the first counts. Without quotes, so that it ends no attribute in which
/// such a tag may be written. What a `srcdoc` says comes before any `src`.
struct FirstAttribute {
  std::string_view tag;
  std::string_view attribute;
};
constexpr FirstAttribute kFirst[] = {
    {"link", " rel=nothing "},      {"iframe", " srcdoc src=about:blank "}, {"frame", " src=about:blank "},
    {"embed", " src=about:blank "}, {"object", " data=about:blank "},       {"a", " target=_blank "},
    {"area", " target=_blank "},
};

constexpr std::size_t kLongestTag = 6;

const FirstAttribute* first_attribute_of(std::string_view tag) {
  const auto found = std::ranges::find_if(
      kFirst, [tag](const FirstAttribute& one) { return rules::equal_ignoring_case(one.tag, tag); });
  return found == std::end(kFirst) ? nullptr : found;
}

}  // namespace

std::string without_connection_hints(std::string_view html) {
  std::string quiet;
  std::size_t from = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const std::string_view tag = html.substr(at + 1, kLongestTag + 1);
    const std::size_t length = tag.find_first_of(" \t\n\f\r/>");
    const FirstAttribute* first = first_attribute_of(tag.substr(0, length));
    if (first == nullptr || length == std::string_view::npos) continue;
    const std::size_t end = at + 1 + length;
    quiet.append(html.substr(from, end - from)).append(first->attribute);
    from = end;
  }
  return quiet.append(html.substr(from));
}

}  // namespace caveat::studio
