// Going through a text line by line.
#pragma once

#include <algorithm>
#include <string_view>

namespace caveat::rules {

/// Takes the first line off `rest`, without its "\n".
constexpr std::string_view take_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

}  // namespace caveat::rules
