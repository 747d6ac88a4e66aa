// The number of a port, as addresses write it.
#pragma once

#include <algorithm>
#include <string_view>

namespace caveat::rules {

/// One to five digits; they may be more than 65535.
inline bool is_port_number(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace caveat::rules
