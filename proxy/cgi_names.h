// Names of fields as a site sees them that is asked through CGI, FastCGI or WSGI (RFC 3875, 4.1.18): there
// `X_A` and `X-A` are one.
#pragma once

#include <algorithm>
#include <string_view>

namespace caveat::proxy {

/// Without case, and with one kind of dash.
constexpr char as_in_cgi(char c) {
  if (c == '_') return '-';
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

inline bool same_in_cgi(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return as_in_cgi(x) == as_in_cgi(y); });
}

inline bool begins_in_cgi(std::string_view name, std::string_view beginning) {
  return same_in_cgi(name.substr(0, beginning.size()), beginning);
}

}  // namespace caveat::proxy
