#include "rules/path_readings.h"

#include <algorithm>
#include <array>

#include "rules/canonical_url.h"
#include "rules/hex_digit.h"

namespace caveat::rules {

namespace {

/// As canonical paths write it.
constexpr std::string_view kEncodedSemicolon = "%3B";

/// What decoding makes another page of, or another message.
bool is_treacherous(int decoded) {
  const bool is_control = (decoded >= 0 && decoded < 0x20) || decoded == 0x7F;
  return is_control || decoded == '/' || decoded == '\\';
}

/// `escape` follows a "%" of a canonical path, in which "." is never escaped but twice.
bool hides_something(std::string_view escape) {
  if (!escape.starts_with("25")) return is_treacherous(hex_octet(escape));
  const int twice = hex_octet(escape.substr(2));
  return is_treacherous(twice) || twice == '.';
}

bool has_treacherous_escape(std::string_view path) {
  for (std::size_t at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
    if (hides_something(path.substr(at + 1))) return true;
  }
  return false;
}

bool has_dots_with_parameters(std::string_view path) {
  constexpr std::array<std::string_view, 6> kDots = {"/.;", "/..;", "/.%3B", "/..%3B", "/.%253B", "/..%253B"};
  for (std::size_t at = path.find("/."); at != std::string_view::npos; at = path.find("/.", at + 1)) {
    const auto begins = [&](std::string_view dots) { return path.substr(at).starts_with(dots); };
    if (std::any_of(kDots.begin(), kDots.end(), begins)) return true;
  }
  return false;
}

}  // namespace

bool is_ambiguous_path(std::string_view canonical) {
  return has_treacherous_escape(canonical) || has_dots_with_parameters(canonical);
}

std::size_t parameters_begin(std::string_view canonical) {
  return std::min(canonical.find(';'), canonical.find(kEncodedSemicolon));
}

std::string path_without_parameters(std::string_view canonical) {
  std::string out;
  bool in_parameters = false;
  for (std::size_t at = 0; at < canonical.size(); ++at) {
    const char c = canonical[at];
    if (c == '/') in_parameters = false;
    if (c == ';' || canonical.substr(at).starts_with(kEncodedSemicolon)) in_parameters = true;
    if (!in_parameters) out += c;
  }
  return canonical_path(out);
}

}  // namespace caveat::rules
