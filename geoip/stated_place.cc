#include "geoip/stated_place.h"

#include <algorithm>

#include "geoip/contested_region.h"
#include "geoip/iso_codes.h"
#include "geoip/region_code.h"
#include "geoip/schemas/field_values.h"

namespace caveat::geoip {
namespace {

/// The whole code, or empty text where it cannot be one.
std::string whole_code(const std::string& country, std::string_view written) {
  const std::string text = to_upper(written);
  if (is_subdivision_code(text)) return iso_subdivision(text);
  // Some write UA40: longer than the part behind the hyphen ever is.
  const bool joined = text.size() > 3 && text.starts_with(country);
  const std::string whole = country + "-" + (joined ? text.substr(country.size()) : text);
  return is_subdivision_code(whole) ? iso_subdivision(whole) : std::string();
}

}  // namespace

Location read_stated_place(std::string_view country, std::string_view subdivision) {
  Location location;
  location.source = LocationSource::trusted_header;
  Field field;
  field.kind = Field::Kind::text;
  field.text = country;
  take_country_code(field, location);
  if (location.status != LocationStatus::found) return location;
  if (!is_iso_country(location.country)) {
    location.status = LocationStatus::lookup_failed;
    location.country.clear();
    return location;
  }
  const std::string code = whole_code(location.country, subdivision);
  const bool is_inside = code.starts_with(location.country + "-") || is_contested(location.country, code);
  // One that does not exist is in no rule, and a reader "in" it would be outside of each.
  if (is_inside && is_iso_subdivision(code)) location.subdivision = code;
  return location;
}

}  // namespace caveat::geoip
