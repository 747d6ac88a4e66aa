#include "geoip/schemas/field_values.h"

#include <algorithm>
#include <charconv>

#include "geoip/region_code.h"

namespace caveat::geoip {
namespace {

constexpr std::string_view kNowhere[] = {"", "-", "--", "ZZ", "XX", "EU", "AP", "O1", "A1", "A2", "T1"};

}  // namespace

void take_country_code(const Field& field, Location& location) {
  if (field.kind == Field::Kind::absent) return;
  const std::string code = to_upper(field.text);
  const bool is_text = field.kind == Field::Kind::text;
  if (is_text && std::find(std::begin(kNowhere), std::end(kNowhere), code) != std::end(kNowhere)) {
    if (code == "A1" || code == "T1") location.anonymous = true;
    return;
  }
  if (!is_text || !is_country_code(code)) {
    location.status = LocationStatus::lookup_failed;
    return;
  }
  location.status = LocationStatus::found;
  location.country = code == "UK" ? "GB" : code;
}

std::optional<std::uint32_t> autonomous_system(const Field& field) {
  if (field.kind == Field::Kind::number && field.number <= UINT32_MAX) {
    return static_cast<std::uint32_t>(field.number);
  }
  if (field.kind != Field::Kind::text) return std::nullopt;
  std::string_view digits = field.text;
  if (digits.substr(0, 2) == "AS") digits.remove_prefix(2);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

std::optional<bool> flag(const Field& field) {
  switch (field.kind) {
    case Field::Kind::truth:
      return field.truth;
    case Field::Kind::number:
      return field.number != 0;
    case Field::Kind::text:
      if (field.text == "true" || field.text == "1") return true;
      if (field.text == "false" || field.text == "0") return false;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<bool> any_flag(const Record& record, std::span<const FieldPath> paths) {
  std::optional<bool> any;
  for (const FieldPath& path : paths) {
    const auto value = flag(record.at(path));
    if (value) any = any.value_or(false) || *value;
  }
  return any;
}

std::string_view continent_code(const Field& field) {
  return field.kind == Field::Kind::text && is_country_code(field.text) ? field.text : std::string_view{};
}

}  // namespace caveat::geoip
