// The number of a port, as a header or a field writes it.
#pragma once

#include <algorithm>
#include <string_view>

namespace caveat::proxy {

/// One to five digits; nobody is asked at that port, so that it may be above 65535.
inline bool is_port_number(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace caveat::proxy
