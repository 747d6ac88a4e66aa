#include "filter/field_list.h"

namespace caveat::filter {
namespace {

/// The offset after the part of `value` that begins at `from`: a separator's, or the end.
std::size_t end_of_part(std::string_view value, std::size_t from, char separator) {
  bool quoted = false;
  for (std::size_t i = from; i < value.size(); ++i) {
    if (quoted && value[i] == '\\') {
      ++i;
    } else if (value[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && value[i] == separator) {
      return i;
    }
  }
  return value.size();
}

}  // namespace

std::string_view trim_ows(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split_outside_quotes(std::string_view value, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = end_of_part(value, at, separator);
    const std::string_view part = trim_ows(value.substr(at, end - at));
    if (!part.empty()) parts.push_back(part);
    at = end + 1;
  }
  return parts;
}

}  // namespace caveat::filter
