#include "filter/page_excerpt.h"

#include <algorithm>

#include "html/utf8.h"
#include "rules/diagnostic_renderers.h"
#include "rules/utf8.h"

namespace caveat::filter {
namespace {

constexpr std::size_t kBytesBefore = 30;
constexpr std::size_t kBytesInAll = 110;

}  // namespace

PagePlace place_in_page(std::string_view page, std::size_t offset) {
  offset = std::min(offset, page.size());
  const std::string_view before = page.substr(0, offset);
  const std::size_t last_break = before.rfind('\n');
  const std::size_t line_begin = last_break == std::string_view::npos ? 0 : last_break + 1;
  const std::size_t line_end = std::min(page.find('\n', offset), page.size());

  std::size_t begin = std::max(line_begin, offset < kBytesBefore ? 0 : offset - kBytesBefore);
  while (begin < offset && html::continues_character(page[begin])) ++begin;
  std::size_t end = std::min(line_end, begin + kBytesInAll);
  while (end < line_end && html::continues_character(page[end])) ++end;

  PagePlace place;
  place.line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  place.column = offset - line_begin + 1;
  const std::string cut_before = begin > line_begin ? "…" : "";
  place.excerpt =
      cut_before + rules::harmless_text(page.substr(begin, end - begin)) + (end < line_end ? "…" : "");
  place.caret = rules::count_code_points(page.substr(begin, offset - begin)) + (cut_before.empty() ? 0 : 1);
  return place;
}

}  // namespace caveat::filter
