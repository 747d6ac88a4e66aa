#include "audit/formats/archived_head.h"

#include <array>
#include <charconv>
#include <string>

#include "filter/field_list.h"
#include "rules/ascii_case.h"
#include "rules/text_lines.h"

namespace caveat::audit {
namespace {

/// Without any "\r" before its end.
std::string_view take_line(std::string_view& text) {
  std::string_view line = rules::take_line(text);
  while (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

filter::FieldLines parse_fields(std::string_view text, bool of_request) {
  filter::FieldLines fields;
  std::string name;
  std::string value;
  const auto add = [&] {
    if (!name.empty() && !(of_request && is_secret_of_reader(name))) fields.append(name, value);
    name.clear();
  };
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      if (!name.empty()) value.append(" ").append(filter::trim_ows(line));
      continue;
    }
    add();
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    name = filter::trim_ows(line.substr(0, colon));
    value = filter::trim_ows(line.substr(colon + 1));
  }
  add();
  return fields;
}

}  // namespace

bool is_secret_of_reader(std::string_view field_name) {
  constexpr std::array<std::string_view, 3> kSecret = {"cookie", "authorization", "proxy-authorization"};
  for (const std::string_view name : kSecret) {
    if (rules::equal_ignoring_case(field_name, name)) return true;
  }
  return false;
}

std::optional<std::size_t> head_length(std::string_view bytes) {
  for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n', end + 1)) {
    const std::size_t next = bytes.find_first_not_of('\r', end + 1);
    if (next != std::string_view::npos && bytes[next] == '\n') return next + 1;
  }
  return std::nullopt;
}

std::optional<filter::ResponseHead> parse_archived_response(std::string_view head) {
  std::string_view line = take_line(head);
  if (line.size() < 5 || !rules::equal_ignoring_case(line.substr(0, 4), "http")) return std::nullopt;
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  line = filter::trim_ows(line.substr(blank));
  filter::ResponseHead parsed;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), parsed.status);
  const bool is_status = error == std::errc() && end - line.data() == 3 && parsed.status >= 100;
  if (!is_status) return std::nullopt;
  parsed.reason = filter::trim_ows(line.substr(3));
  parsed.fields = parse_fields(head, false);
  return parsed;
}

std::optional<filter::RequestHead> parse_archived_request(std::string_view head) {
  const std::string_view line = take_line(head);
  const std::size_t method_end = line.find(' ');
  if (method_end == std::string_view::npos || method_end == 0 || method_end > 32) return std::nullopt;
  filter::RequestHead parsed;
  parsed.method = line.substr(0, method_end);
  for (const char c : parsed.method) {
    if (c < 'A' || c > 'Z') return std::nullopt;
  }
  const std::string_view rest = filter::trim_ows(line.substr(method_end));
  parsed.target = rest.substr(0, rest.rfind(' '));
  parsed.fields = parse_fields(head, true);
  return parsed;
}

}  // namespace caveat::audit
