#include "app/studio/query_text.h"

#include <algorithm>

#include "rules/hex_digit.h"
#include "rules/utf8.h"

namespace caveat::app {

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int octet = rules::hex_octet(text.substr(i + 1));
    if (octet <= 0) return std::nullopt;
    out += static_cast<char>(octet);
    i += 2;
  }
  if (rules::first_bad_utf8(out)) return std::nullopt;
  return out;
}

std::optional<std::map<std::string, std::string>> query_of(std::string_view target) {
  std::map<std::string, std::string> parameters;
  const std::size_t mark = target.find('?');
  std::string_view rest = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  while (!rest.empty()) {
    const std::string_view one = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    const std::size_t equals = std::min(one.find('='), one.size());
    std::string raw(one.substr(std::min(equals + 1, one.size())));
    std::replace(raw.begin(), raw.end(), '+', ' ');
    const auto name = decoded(one.substr(0, equals));
    const auto value = decoded(raw);
    if (!name || !value) return std::nullopt;
    parameters[*name] = *value;
  }
  return parameters;
}

}  // namespace caveat::app
