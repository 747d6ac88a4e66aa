#include "rules/web_address.h"

#include <algorithm>

#include "rules/canonical_url.h"

namespace caveat::rules {

namespace {

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>'; });
}

}  // namespace

bool is_http_address(std::string_view text) {
  return is_plain(text) && canonical_url(text).has_value();
}

bool is_linkable_address(std::string_view text) {
  return is_http_address(text) ||
         (text.starts_with("mailto:") && is_plain(text) && text.find('@') != text.npos);
}

}  // namespace caveat::rules
