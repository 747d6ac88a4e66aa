#include "rules/toml_values.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "rules/utf8.h"

namespace caveat::rules {

namespace {

bool same_moment(const TomlDateTime& a, const TomlDateTime& b) {
  return a.date == b.date && a.time_of_day == b.time_of_day && a.offset == b.offset;
}

std::string two_digits(std::int64_t number) {
  char text[24];
  std::snprintf(text, sizeof text, "%02lld", static_cast<long long>(number));
  return text;
}

std::string offset_text(std::chrono::minutes offset) {
  if (offset.count() == 0) return "Z";
  const std::int64_t minutes = std::abs(offset.count());
  return (offset.count() < 0 ? "-" : "+") + two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
}

std::string moment_text(const TomlDateTime& moment) {
  std::string out;
  if (moment.date) {
    char day[32];
    std::snprintf(day, sizeof day, "%04d-%02u-%02u", static_cast<int>(moment.date->year()),
                  static_cast<unsigned>(moment.date->month()), static_cast<unsigned>(moment.date->day()));
    out = day;
  }
  if (moment.time_of_day) {
    const std::int64_t seconds = moment.time_of_day->count();
    out += (out.empty() ? "" : "T") + two_digits(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" +
           two_digits(seconds % 60);
  }
  return moment.offset ? out + offset_text(*moment.offset) : out;
}

std::string number_text(double number) {
  if (std::isnan(number)) return std::signbit(number) ? "-nan" : "nan";
  if (std::isinf(number)) return number < 0 ? "-inf" : "inf";
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", number);
  std::string out = text;
  return out.find_first_of(".e") == std::string::npos ? out + ".0" : out;
}

/// But for the tab, which may stand as it is.
bool is_escaped_control(char32_t value) {
  return value != '\t' && (value < 0x20 || (value >= 0x7f && value < 0xa0));
}

/// What has to be escaped wherever it stands in a basic string.
void append_escaped(std::string_view character, char32_t value, std::string& out) {
  if (value == '\\') {
    out += "\\\\";
  } else if (is_escaped_control(value) || value == 0xfeff) {
    char escape[16];
    std::snprintf(escape, sizeof escape, "\\u%04X", static_cast<unsigned>(value));
    out += escape;
  } else {
    out += character;
  }
}

std::string basic_string(std::string_view text, bool long_string) {
  std::string out = long_string ? "\"\"\"\n" : "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (point.value == '\n') {
      out += long_string ? "\n" : "\\n";
    } else if (point.value == '"') {
      // Alone it may stand in a long string; not before the quotes that end it.
      const bool plain = long_string && at + 1 < text.size() && text[at + 1] != '"';
      out += plain ? "\"" : "\\\"";
    } else {
      append_escaped(text.substr(at, point.bytes), point.value, out);
    }
    at += point.bytes;
  }
  return out + (long_string ? "\"\"\"" : "\"");
}

/// As an author would: 'a[href="x"]' rather than "a[href=\"x\"]".
std::string string_text(std::string_view text, const TomlStyle& style) {
  const auto is_odd = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\''; };
  const bool needs_escapes = text.find_first_of("\"\\") != std::string_view::npos;
  const bool literal = needs_escapes && std::none_of(text.begin(), text.end(), is_odd);
  if (literal) return "'" + std::string(text) + "'";
  return basic_string(text, style.long_strings && text.find('\n') != std::string_view::npos);
}

}  // namespace

bool same_value(const TomlValue& a, const TomlValue& b, KeyOrder order) {
  if (a.data.index() != b.data.index()) return false;
  if (const auto* table = a.table()) return same_table(*table, *b.table(), order);
  if (const auto* list = a.array()) {
    return std::equal(
        list->begin(), list->end(), b.array()->begin(), b.array()->end(),
        [order](const TomlValue& one, const TomlValue& other) { return same_value(one, other, order); });
  }
  if (const auto* moment = a.date_time()) return same_moment(*moment, *b.date_time());
  if (const auto* text = a.string()) return *text == *b.string();
  if (const auto* number = a.integer()) return *number == *b.integer();
  if (const auto* truth = a.boolean()) return *truth == *b.boolean();
  // By bits: nan is not equal to itself.
  return std::bit_cast<std::uint64_t>(std::get<double>(a.data)) ==
         std::bit_cast<std::uint64_t>(std::get<double>(b.data));
}

bool same_table(const TomlTable& a, const TomlTable& b, KeyOrder order) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const bool in_place = b[i].key == a[i].key;
    const TomlValue* other = in_place ? &b[i].value : order == KeyOrder::any ? find(b, a[i].key) : nullptr;
    if (other == nullptr || !same_value(a[i].value, *other, order)) return false;
  }
  return true;
}

std::string toml_text(const TomlValue& value, const TomlStyle& style) {
  if (const auto* text = value.string()) return string_text(*text, style);
  if (const auto* number = value.integer()) return std::to_string(*number);
  if (const auto* truth = value.boolean()) return *truth ? "true" : "false";
  if (const auto* moment = value.date_time()) return moment_text(*moment);
  if (const auto* number = std::get_if<double>(&value.data)) return number_text(*number);
  std::string out;
  if (const auto* list = value.array()) {
    for (const TomlValue& item : *list) out += (out.empty() ? "" : ", ") + toml_text(item, style);
    return "[" + out + "]";
  }
  if (value.table()->empty()) return "{}";
  for (const TomlEntry& entry : *value.table()) {
    out += (out.empty() ? "" : ", ") + toml_key(entry.key) + " = " + toml_text(entry.value, style);
  }
  return "{ " + out + " }";
}

std::string toml_key(std::string_view key) {
  const auto is_bare = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  if (!key.empty() && std::all_of(key.begin(), key.end(), is_bare)) return std::string(key);
  return string_text(key, {.long_strings = false});
}

}  // namespace caveat::rules
