#include "geoip/schemas/flat_schema.h"

#include "geoip/contested_region.h"
#include "geoip/region_code.h"
#include "geoip/schemas/field_values.h"

namespace caveat::geoip {

FlatSchema::FlatSchema(FlatFields fields) : fields_(std::move(fields)) {
  if (fields_.country_spelling == FlatFields::Spelling::name || fields_.subdivision_name) names_.emplace();
}

Location FlatSchema::read(const Record& record) const {
  Location location;
  location.source = LocationSource::database;
  take_country(record, location);
  if (location.status == LocationStatus::found) location.subdivision = subdivision(record, location.country);
  if (fields_.continent) location.continent = continent_code(record.at(*fields_.continent));
  if (fields_.autonomous_system)
    location.autonomous_system = autonomous_system(record.at(*fields_.autonomous_system));
  if (!fields_.anonymity.empty()) {
    location.anonymous =
        location.anonymous.value_or(false) || any_flag(record, fields_.anonymity).value_or(false);
  }
  return location;
}

std::string FlatSchema::description() const {
  const bool code = fields_.country_spelling == FlatFields::Spelling::code;
  return "flat (`" + fields_.country.to_string() + "` holds " + (code ? "codes)" : "names)");
}

void FlatSchema::take_country(const Record& record, Location& location) const {
  const Field field = record.at(fields_.country);
  if (fields_.country_spelling == FlatFields::Spelling::code) return take_country_code(field, location);
  const bool none =
      field.kind == Field::Kind::absent || (field.kind == Field::Kind::text && field.text.size() <= 1);
  if (none) return;
  const std::string_view code = names_->country(field.text);
  location.status = code.empty() ? LocationStatus::lookup_failed : LocationStatus::found;
  location.country = code;
}

std::string FlatSchema::subdivision(const Record& record, std::string_view country) const {
  const Field code = fields_.subdivision_code ? record.at(*fields_.subdivision_code) : Field{};
  if (code.kind == Field::Kind::text && !code.text.empty()) {
    const std::string part = to_upper(code.text);
    if (is_subdivision_code(part)) return iso_subdivision(part);
    const std::string whole = std::string(country) + "-" + part;
    if (is_subdivision_code(whole)) return iso_subdivision(whole);
  }
  const Field name = fields_.subdivision_name ? record.at(*fields_.subdivision_name) : Field{};
  if (name.kind != Field::Kind::text || name.text.empty()) return {};
  if (is_subdivision_code(name.text)) return iso_subdivision(name.text);
  return std::string(names_->subdivision(country, name.text));
}

}  // namespace caveat::geoip
