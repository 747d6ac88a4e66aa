// Names of fields as a site sees them that is asked through CGI, FastCGI or WSGI (RFC 3875, 4.1.18): there
// `X_A` and `X-A` are one, to PHP and to some servers `X.A` as well, or with any other sign.
#pragma once

#include <algorithm>
#include <string_view>

namespace caveat::proxy {

/// Without case, and with one kind of sign between words.
constexpr char as_in_cgi(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c + ('a' - 'A'));
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-';
}

inline bool same_in_cgi(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return as_in_cgi(x) == as_in_cgi(y); });
}

inline bool begins_in_cgi(std::string_view name, std::string_view beginning) {
  return same_in_cgi(name.substr(0, beginning.size()), beginning);
}

/// Whether such a site could take it for another name, which has dashes in these places.
inline bool passes_for_another_in_cgi(std::string_view name) {
  return std::any_of(name.begin(), name.end(), [](char c) { return c != '-' && as_in_cgi(c) == '-'; });
}

}  // namespace caveat::proxy
