#include "rules/path_readings.h"

#include <algorithm>
#include <array>

#include "rules/canonical_url.h"

namespace caveat::rules {

namespace {

/// In canonical form, in which escapes are in upper case and "." is never escaped but as "%252E".
constexpr std::array<std::string_view, 9> kAmbiguous = {"%2F",   "%5C",   "%00", "%252F", "%255C",
                                                        "%2500", "%252E", "/.;", "/..;"};

std::string lower_case_escapes_raised(std::string_view path) {
  std::string out(path);
  for (std::size_t i = 0; i + 4 < out.size(); ++i) {
    if (out.compare(i, 3, "%25") != 0) continue;
    for (std::size_t digit = i + 3; digit < i + 5; ++digit) {
      if (out[digit] >= 'a' && out[digit] <= 'f') out[digit] = static_cast<char>(out[digit] - 32);
    }
  }
  return out;
}

}  // namespace

bool is_ambiguous_path(std::string_view canonical) {
  const std::string path = lower_case_escapes_raised(canonical);
  return std::any_of(kAmbiguous.begin(), kAmbiguous.end(),
                     [&](std::string_view part) { return path.find(part) != std::string::npos; });
}

std::string path_without_parameters(std::string_view canonical) {
  std::string out;
  bool in_parameters = false;
  for (const char c : canonical) {
    if (c == '/') in_parameters = false;
    if (c == ';') in_parameters = true;
    if (!in_parameters) out += c;
  }
  return canonical_path(out);
}

}  // namespace caveat::rules
