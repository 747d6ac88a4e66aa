#include "audit/formats/warc_header.h"

#include <array>
#include <charconv>

#include "filter/field_list.h"
#include "rules/ascii_case.h"

namespace caveat::audit {
namespace {

constexpr std::string_view kVersion = "WARC/";

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

/// Joins lines that go on in the next one, in place.
void unfold(std::string& text) {
  for (std::size_t end = text.find('\n'); end + 1 < text.size() && end != std::string::npos;
       end = text.find('\n', end + 1)) {
    if (text[end + 1] != ' ' && text[end + 1] != '\t') continue;
    text[end] = ' ';
    if (end > 0 && text[end - 1] == '\r') text[end - 1] = ' ';
  }
}

}  // namespace

bool begins_warc_record(std::string_view bytes) {
  return bytes.size() >= 8 && rules::equal_ignoring_case(bytes.substr(0, kVersion.size()), kVersion) &&
         is_digit(bytes[5]) && bytes[6] == '.' && is_digit(bytes[7]);
}

std::string_view WarcHeader::parse(std::string_view text) {
  text_ = text;
  fields_.clear();
  type_.clear();
  length_ = 0;
  unfold(text_);
  if (const std::string_view wrong = read_fields(); !wrong.empty()) return wrong;
  type_ = rules::lower_case(field("WARC-Type"));
  if (type_.empty()) return "the record has no WARC-Type";
  const std::string_view length = field("Content-Length");
  if (length.empty()) return "the record has no Content-Length";
  if (!read_number(length, length_)) return "the record's Content-Length is no number";
  return {};
}

std::string_view WarcHeader::read_fields() {
  std::string_view rest = text_;
  bool is_version = true;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (is_version) {
      is_version = false;
      const char major = line.size() > 5 ? line[5] : '\0';
      if (major != '0' && major != '1') return "this version of WARC is not known";
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    std::string_view value = line.substr(colon + 1);
    while (value.ends_with('\r')) value.remove_suffix(1);
    fields_.push_back({filter::trim_ows(line.substr(0, colon)), filter::trim_ows(value)});
  }
  return {};
}

std::string_view WarcHeader::field(std::string_view name) const {
  for (const Field& one : fields_) {
    if (rules::equal_ignoring_case(one.name, name)) return one.value;
  }
  return {};
}

bool WarcHeader::has(std::string_view name, std::string_view value) const {
  for (const Field& one : fields_) {
    if (one.value == value && rules::equal_ignoring_case(one.name, name)) return true;
  }
  return false;
}

std::string_view WarcHeader::target() const {
  std::string_view uri = field("WARC-Target-URI");
  if (uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);
  return uri;
}

std::optional<std::chrono::sys_seconds> WarcHeader::time() const {
  return parse_archived_time(field("WARC-Date"));
}

std::optional<std::chrono::sys_seconds> parse_archived_time(std::string_view text) {
  constexpr std::size_t kToSeconds = std::string_view("2026-11-26T23:37:00").size();
  if (text.size() < kToSeconds || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  int year = 0;
  std::array<unsigned, 5> parts{};
  if (!read_number(text.substr(0, 4), year)) return std::nullopt;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!read_number(text.substr(5 + 3 * i, 2), parts[i])) return std::nullopt;
  }
  const std::chrono::year_month_day day{std::chrono::year(year), std::chrono::month(parts[0]),
                                        std::chrono::day(parts[1])};
  if (!day.ok() || parts[2] > 23 || parts[3] > 59 || parts[4] > 60) return std::nullopt;
  const std::chrono::sys_seconds local = std::chrono::sys_days(day) + std::chrono::hours(parts[2]) +
                                         std::chrono::minutes(parts[3]) + std::chrono::seconds(parts[4]);
  std::string_view zone = text.substr(kToSeconds);
  if (zone.starts_with('.')) {
    zone.remove_prefix(1);
    while (!zone.empty() && is_digit(zone.front())) zone.remove_prefix(1);
  }
  if (zone.empty() || zone == "Z" || zone == "z") return local;
  unsigned hours = 0;
  unsigned minutes = 0;
  const bool is_offset = (zone[0] == '+' || zone[0] == '-') && zone.size() >= 5 &&
                         read_number(zone.substr(1, 2), hours) &&
                         read_number(zone.substr(zone.size() - 2), minutes);
  if (!is_offset) return std::nullopt;
  const auto offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
  return zone[0] == '+' ? local - offset : local + offset;
}

}  // namespace caveat::audit
