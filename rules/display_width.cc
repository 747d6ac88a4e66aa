#include "rules/display_width.h"

#include <unicode/uchar.h>

#include "rules/utf8.h"

namespace caveat::rules {

namespace {

std::size_t width_of(char32_t code_point) {
  if (code_point < 0x300) return 1;
  const auto c = static_cast<UChar32>(code_point);
  constexpr std::uint32_t kOnOthers = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK;
  if ((U_GET_GC_MASK(c) & kOnOthers) != 0) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

std::size_t display_width(std::string_view line) {
  std::size_t width = 0;
  for (std::size_t offset = 0; offset < line.size();) {
    const CodePoint point = code_point_at(line, offset);
    offset += point.bytes;
    width += width_of(point.value);
  }
  return width;
}

}  // namespace caveat::rules
