#include "geoip/schemas/mapped_schema.h"

#include <algorithm>
#include <array>

#include "geoip/contested_region.h"
#include "geoip/iso_codes.h"
#include "geoip/region_code.h"
#include "geoip/schemas/field_values.h"

namespace caveat::geoip {
namespace {

std::string quoted(const char* key, const std::string& path) {
  return std::string("`") + key + " = \"" + path + "\"`";
}

}  // namespace

boost::system::result<std::unique_ptr<const Schema>, std::string> MappedSchema::make(
    const FieldMapping& mapping, const std::vector<Record>& sample) {
  std::unique_ptr<MappedSchema> schema(new MappedSchema);
  struct Named {
    const char* key;
    const std::vector<std::string> paths;
    Paths& into;
  };
  const auto one = [](const std::string& path) {
    return path.empty() ? std::vector<std::string>() : std::vector<std::string>{path};
  };
  const Named fields[] = {{"country", one(mapping.country), schema->country_},
                          {"subdivision", mapping.subdivision, schema->subdivision_},
                          {"continent", one(mapping.continent), schema->continent_},
                          {"asn", one(mapping.autonomous_system), schema->autonomous_system_},
                          {"anonymous", mapping.anonymous, schema->anonymous_}};
  for (const Named& named : fields) {
    for (const std::string& path : named.paths) {
      if (auto added = schema->add(named.key, path, sample, named.into); !added) return added.error();
    }
  }
  return std::unique_ptr<const Schema>(std::move(schema));
}

boost::system::result<void, std::string> MappedSchema::add(const char* key, const std::string& path,
                                                           const std::vector<Record>& sample, Paths& into) {
  std::array<const char*, FieldPath::kMostSteps> steps{};
  std::size_t count = 0;
  for (std::string_view rest = path;;) {
    const auto dot = rest.find('.');
    if (dot == 0 || rest.empty()) return quoted(key, path) + " has an empty step";
    if (count == steps.size()) return quoted(key, path) + " has more steps than any record has levels";
    texts_.push_back(std::make_unique<const std::string>(rest.substr(0, dot)));
    steps[count++] = texts_.back()->c_str();
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  const FieldPath field(steps[0], steps[1], steps[2], steps[3], steps[4], steps[5]);
  const bool any = std::any_of(sample.begin(), sample.end(), [&](const Record& record) {
    return record.at(field).kind != Field::Kind::absent;
  });
  if (!any) return quoted(key, path) + " is a field that none of its records has (mmdblookup(1) shows one)";
  into.push_back(field);
  return {};
}

Location MappedSchema::read(const Record& record) const {
  Location location;
  location.source = LocationSource::database;
  for (const FieldPath& path : country_) take_country(record.at(path), location);
  if (location.status == LocationStatus::found) {
    for (const FieldPath& path : subdivision_) {
      if (location.subdivision.empty()) location.subdivision = subdivision(record.at(path), location.country);
    }
  }
  for (const FieldPath& path : continent_) location.continent = continent_code(record.at(path));
  for (const FieldPath& path : autonomous_system_)
    location.autonomous_system = autonomous_system(record.at(path));
  if (!anonymous_.empty()) {
    location.anonymous = location.anonymous.value_or(false) || any_flag(record, anonymous_).value_or(false);
  }
  return location;
}

void MappedSchema::take_country(const Field& field, Location& location) const {
  const std::string_view named =
      field.kind == Field::Kind::text && field.text.size() > 2 ? names_.country(field.text) : "";
  if (named.empty()) return take_country_code(field, location);
  location.status = LocationStatus::found;
  location.country = named;
}

std::string MappedSchema::subdivision(const Field& field, std::string_view country) const {
  if (field.kind != Field::Kind::text || field.text.empty()) return {};
  const std::string_view named = names_.subdivision(country, field.text);
  if (!named.empty()) return std::string(named);
  const std::string code = to_upper(field.text);
  if (is_subdivision_code(code)) return iso_subdivision(code);
  // "Bor" may be a name that nobody knows here, and no code.
  const std::string whole = iso_subdivision(std::string(country) + "-" + code);
  return is_iso_subdivision(whole) ? whole : std::string();
}

ToldFacts MappedSchema::tells() const {
  return {.country = !country_.empty(),
          .subdivision = !subdivision_.empty(),
          .anonymity = !anonymous_.empty(),
          .autonomous_system = !autonomous_system_.empty()};
}

std::string MappedSchema::description() const {
  return country_.empty() ? "mapped" : "mapped (`" + country_.front().to_string() + "` holds countries)";
}

}  // namespace caveat::geoip
