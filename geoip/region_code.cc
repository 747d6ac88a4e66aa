#include "geoip/region_code.h"

#include <algorithm>

namespace caveat::geoip {
namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

bool is_country_code(std::string_view text) {
  return text.size() == 2 && is_upper(text[0]) && is_upper(text[1]);
}

bool is_subdivision_code(std::string_view text) {
  if (text.size() < 4 || text.size() > 6 || text[2] != '-' || !is_country_code(text.substr(0, 2)))
    return false;
  const std::string_view part = text.substr(3);
  return std::all_of(part.begin(), part.end(), [](char c) { return is_upper(c) || is_digit(c); });
}

std::string to_upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

}  // namespace caveat::geoip
