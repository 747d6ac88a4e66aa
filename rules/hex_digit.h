// Hexadecimal digits.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace caveat::rules {

/// 0 to 15, in any case; -1 if `c` is no digit.
constexpr int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// The octet that the two digits at the beginning of `digits` stand for, as behind a "%" of RFC 3986, 2.1;
/// -1 if there are none.
constexpr int hex_octet(std::string_view digits) {
  if (digits.size() < 2) return -1;
  const int high = hex_value(digits[0]);
  const int low = hex_value(digits[1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/// Lower-case digits, two a byte.
std::string hexadecimal(std::span<const std::uint8_t> bytes);

}  // namespace caveat::rules
