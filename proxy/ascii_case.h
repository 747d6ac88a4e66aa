// Names that compare without case (RFC 9110, 5.1; RFC 4343): ASCII letters only.
#pragma once

#include <string>
#include <string_view>

namespace caveat::proxy {

/// `text` with 'A' to 'Z' in lower case.
inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return lower;
}

}  // namespace caveat::proxy
