#include "studio/page_hints.h"

#include "rules/ascii_case.h"

namespace caveat::studio {

namespace {

constexpr std::string_view kTag = "<link";
/// Of two attributes with one name the first counts. Without quotes, so that it ends no attribute in which
/// such a tag may be written.
constexpr std::string_view kMeansNothing = " rel=nothing ";

bool ends_tag_name(char c) {
  return std::string_view(" \t\n\f\r/>").find(c) != std::string_view::npos;
}

}  // namespace

std::string without_connection_hints(std::string_view html) {
  std::string quiet;
  std::size_t from = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const std::size_t end = at + kTag.size();
    if (end >= html.size() || !ends_tag_name(html[end])) continue;
    if (!rules::equal_ignoring_case(html.substr(at, kTag.size()), kTag)) continue;
    quiet.append(html.substr(from, end - from)).append(kMeansNothing);
    from = end;
  }
  return quiet.append(html.substr(from));
}

}  // namespace caveat::studio
