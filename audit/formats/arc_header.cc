#include "audit/formats/arc_header.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "audit/formats/warc_header.h"

namespace caveat::audit {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

bool is_address(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || c == '.' || c == ':' || c == '-' || (c >= 'a' && c <= 'f') ||
           (c >= 'A' && c <= 'F');
  });
}

/// "20050614070144"
bool is_date(std::string_view text) {
  return text == "-" || (is_number(text) && text.size() >= 8 && text.size() <= 17);
}

bool has_scheme(std::string_view url) {
  const std::size_t colon = url.find(':');
  return colon != std::string_view::npos && colon > 0 && colon < 16 &&
         std::ranges::all_of(url.substr(0, colon), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '+' || c == '.' ||
                  c == '-';
         });
}

std::optional<std::chrono::sys_seconds> time_of(std::string_view date) {
  if (date.size() < 14) return std::nullopt;
  std::string iso(date.substr(0, 4));
  iso.append("-").append(date.substr(4, 2)).append("-").append(date.substr(6, 2));
  iso.append("T").append(date.substr(8, 2)).append(":").append(date.substr(10, 2));
  iso.append(":").append(date.substr(12, 2));
  return parse_archived_time(iso);
}

/// Takes the last field off `line`.
std::string_view take_last(std::string_view& line) {
  const std::size_t blank = line.rfind(' ');
  if (blank == std::string_view::npos) return {};
  const std::string_view field = line.substr(blank + 1);
  line = line.substr(0, blank);
  return field;
}

/// With the fields after the URL: address and date come first, the media type next, the length last.
template <std::size_t kFields>
std::optional<ArcHeader> parse_version(std::string_view line) {
  std::array<std::string_view, kFields> fields;
  for (std::size_t i = kFields; i-- > 0;) fields[i] = take_last(line);
  ArcHeader header{line, fields[2], time_of(fields[1]), 0};
  const bool is_header =
      has_scheme(line) && is_address(fields[0]) && is_date(fields[1]) && is_number(fields.back());
  if (!is_header) return std::nullopt;
  const std::string_view length = fields.back();
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), header.length);
  if (error != std::errc()) return std::nullopt;
  return header;
}

}  // namespace

std::optional<ArcHeader> parse_arc_header(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  const auto second = parse_version<9>(line);
  return second ? second : parse_version<4>(line);
}

bool begins_arc_record(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  return end != std::string_view::npos && parse_arc_header(bytes.substr(0, end)).has_value();
}

}  // namespace caveat::audit
