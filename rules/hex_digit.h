// Hexadecimal digits.
#pragma once

namespace caveat::rules {

/// 0 to 15, in any case; -1 if `c` is no digit.
constexpr int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace caveat::rules
