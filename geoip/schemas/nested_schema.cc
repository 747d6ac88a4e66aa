#include "geoip/schemas/nested_schema.h"

#include "geoip/contested_region.h"
#include "geoip/region_code.h"
#include "geoip/schemas/field_values.h"

namespace caveat::geoip {
namespace {

constexpr FieldPath kCountry("country", "iso_code");
constexpr FieldPath kSubdivision[] = {{"subdivisions", "0", "iso_code"},
                                      {"subdivisions", "0", "names", "en"}};
constexpr const FieldPath& kSubdivisionCode = kSubdivision[0];
constexpr const FieldPath& kSubdivisionName = kSubdivision[1];
constexpr FieldPath kContinent("continent", "code");
constexpr FieldPath kTraits("traits");
constexpr FieldPath kAutonomousSystem("traits", "autonomous_system_number");
constexpr FieldPath kAnonymity[] = {
    {"traits", "is_anonymous"},     {"traits", "is_anonymous_proxy"},   {"traits", "is_anonymous_vpn"},
    {"traits", "is_public_proxy"},  {"traits", "is_residential_proxy"}, {"traits", "is_hosting_provider"},
    {"traits", "is_tor_exit_node"},
};

}  // namespace

Location NestedSchema::read(const Record& record) const {
  Location location;
  location.source = LocationSource::database;
  take_country_code(record.at(kCountry), location);
  if (location.status == LocationStatus::found) location.subdivision = subdivision(record, location.country);
  location.continent = continent_code(record.at(kContinent));
  if (record.at(kTraits).kind == Field::Kind::map) {
    location.autonomous_system = autonomous_system(record.at(kAutonomousSystem));
  }
  if (const auto marked = anonymous(record)) location.anonymous = marked;
  return location;
}

std::string NestedSchema::subdivision(const Record& record, std::string_view country) const {
  const Field code = record.at(kSubdivisionCode);
  if (code.kind != Field::Kind::text) {
    // DB-IP's editions of this schema name the subdivision without coding it.
    const Field name = record.at(kSubdivisionName);
    return std::string(name.kind == Field::Kind::text ? names_.subdivision(country, name.text)
                                                      : std::string_view{});
  }
  const std::string part = to_upper(code.text);
  if (is_subdivision_code(part)) return iso_subdivision(part);
  const std::string whole = std::string(country) + "-" + part;
  return is_subdivision_code(whole) ? iso_subdivision(whole) : std::string();
}

std::optional<bool> NestedSchema::anonymous(const Record& record) const {
  const auto marked =
      record.at(kTraits).kind == Field::Kind::map ? any_flag(record, kAnonymity) : std::nullopt;
  if (!marked && tells_.anonymity) return false;
  return marked;
}

std::span<const FieldPath> NestedSchema::anonymity_paths() {
  return kAnonymity;
}

std::span<const FieldPath> NestedSchema::subdivision_paths() {
  return kSubdivision;
}

const FieldPath& NestedSchema::autonomous_system_path() {
  return kAutonomousSystem;
}

}  // namespace caveat::geoip
