#include "rules/json_string.h"

#include <algorithm>

#include "rules/utf8.h"

namespace caveat::rules {
namespace {

bool stands_for_itself(char c) {
  return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

void append_point(std::string& out, char32_t point) {
  constexpr std::string_view kHex = "0123456789abcdef";
  if (point == '"' || point == '\\') {
    out.append("\\").push_back(static_cast<char>(point));
  } else if (point < 0x20 || point == 0x7f) {
    out.append("\\u00").append({kHex[point >> 4], kHex[point & 15]});
  } else {
    append_utf8(out, point);
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t offset = 0; offset < text.size();) {
    // Almost all of it stands for itself, and is taken in one piece.
    const std::string_view rest = text.substr(offset);
    const auto special = std::ranges::find_if_not(rest, stands_for_itself);
    out.append(rest.begin(), special);
    offset += static_cast<std::size_t>(special - rest.begin());
    if (offset == text.size()) break;
    const CodePoint point = code_point_at(text, offset);
    append_point(out, point.value);
    offset += point.bytes;
  }
  out += '"';
}

}  // namespace caveat::rules
