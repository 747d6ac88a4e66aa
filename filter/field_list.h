// Comma-separated lists in field values (RFC 9110, 5.6.1).
#pragma once

#include <string_view>
#include <vector>

namespace caveat::filter {

/// `text` without the blanks and tabs around it (RFC 9110, 5.6.3).
std::string_view trim_ows(std::string_view text);

/// The parts of `value` between `separator`s that stand outside quoted strings, trimmed; empty parts are left
/// out. The views live as long as `value`.
std::vector<std::string_view> split_outside_quotes(std::string_view value, char separator);

/// The members of a comma-separated list.
inline std::vector<std::string_view> list_members(std::string_view value) {
  return split_outside_quotes(value, ',');
}

}  // namespace caveat::filter
