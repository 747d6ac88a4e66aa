#include "geoip/schemas/schema_detection.h"

#include <algorithm>

#include "geoip/region_code.h"
#include "geoip/schemas/flat_schema.h"
#include "geoip/schemas/mapped_schema.h"
#include "geoip/schemas/nested_schema.h"
#include "geoip/schemas/network_schema.h"

namespace caveat::geoip {
namespace {

constexpr std::size_t kSample = 4096;

// Per meaning, the best first: the first that any sampled record has is taken.
constexpr FieldPath kCountryCodes[] = {"country_code", "country_iso_code", "country_code2", "country_short"};
constexpr FieldPath kCountryNames[] = {"country_name", "country_long"};
constexpr FieldPath kSubdivisionCodes[] = {"subdivision_code", "region_code", "state_code",
                                           "region_iso_code"};
constexpr FieldPath kSubdivisionNames[] = {"state1", "region_name", "subdivision",
                                           "region", "state",       "stateprov"};
constexpr FieldPath kContinents[] = {"continent_code", "continent"};
constexpr FieldPath kAutonomousSystems[] = {"autonomous_system_number", "as_number", "asn"};
constexpr FieldPath kAnonymityMarks[] = {"is_anonymous",
                                         "is_anonymous_proxy",
                                         "is_anonymous_vpn",
                                         "is_public_proxy",
                                         "is_residential_proxy",
                                         "is_hosting_provider",
                                         "is_tor_exit_node",
                                         "is_proxy",
                                         "is_vpn",
                                         "is_tor",
                                         "is_relay",
                                         "is_hosting",
                                         "vpn",
                                         "proxy",
                                         "tor",
                                         "relay",
                                         "hosting"};
constexpr FieldPath kCountryField("country");
constexpr FieldPath kNestedCountry("country", "iso_code");

using Records = std::vector<Record>;
using Detected = boost::system::result<std::unique_ptr<const Schema>, std::string>;

bool any_has(const Records& records, const FieldPath& path, Field::Kind kind) {
  return std::any_of(records.begin(), records.end(),
                     [&](const Record& r) { return r.at(path).kind == kind; });
}

bool any_has(const Records& records, const FieldPath& path) {
  return std::any_of(records.begin(), records.end(),
                     [&](const Record& r) { return r.at(path).kind != Field::Kind::absent; });
}

std::optional<FieldPath> autonomous_system_field(const Records& records) {
  for (const FieldPath& path : kAutonomousSystems) {
    if (any_has(records, path)) return path;
  }
  return std::nullopt;
}

std::vector<FieldPath> anonymity_fields(const Records& records) {
  std::vector<FieldPath> present;
  for (const FieldPath& path : kAnonymityMarks) {
    if (any_has(records, path)) present.push_back(path);
  }
  return present;
}

/// What to write where it cannot be told which field holds the country.
std::string mapping_to_write(const FieldPath& country) {
  return ". If you know that it holds the country, say so beside the database in [geoip]: country = \"" +
         country.to_string() + "\"";
}

std::optional<FieldPath> first_present(const Records& records, std::span<const FieldPath> paths) {
  const auto found = std::find_if(paths.begin(), paths.end(), [&](const FieldPath& path) {
    return any_has(records, path, Field::Kind::text);
  });
  return found == paths.end() ? std::nullopt : std::optional(*found);
}

/// How the texts of one field read, over the sample.
struct Spellings {
  std::size_t codes = 0;
  std::size_t names = 0;
  std::size_t neither = 0;
  std::string example;  ///< of what is neither
};

Spellings spellings_of(const Records& records, const FieldPath& path) {
  std::optional<RegionNames> names;  // costly to build, and most databases hold codes
  Spellings seen;
  for (const Record& record : records) {
    const Field field = record.at(path);
    if (field.kind != Field::Kind::text || field.text.size() < 2) continue;
    if (is_country_code(to_upper(field.text))) {
      ++seen.codes;
      continue;
    }
    if (!names) names.emplace();
    if (!names->country(field.text).empty()) {
      ++seen.names;
    } else {
      ++seen.neither;
      seen.example = field.text;
    }
  }
  return seen;
}

/// Whether a field of countries holds codes or names; the error says why neither.
boost::system::result<FlatFields::Spelling, std::string> spelling_of(const Records& records,
                                                                     const FieldPath& path) {
  const Spellings seen = spellings_of(records, path);
  const std::string field = "its field `" + path.to_string() + "`";
  if (seen.codes > 0 && seen.names > 0) {
    return field + " holds country codes in some records and names in others: ambiguous, so it is not used" +
           mapping_to_write(path);
  }
  if (seen.neither > seen.codes + seen.names) {
    return field + " holds neither ISO 3166-1 codes nor known names of countries (for example \"" +
           seen.example + "\")";
  }
  if (seen.codes + seen.names == 0) return field + " holds no country in any record";
  return seen.codes > 0 ? FlatFields::Spelling::code : FlatFields::Spelling::name;
}

Detected detect_flat(const Records& records, const FieldPath& country) {
  const auto spelling = spelling_of(records, country);
  if (!spelling) return spelling.error();
  FlatFields fields;
  fields.country = country;
  fields.country_spelling = *spelling;
  fields.subdivision_code = first_present(records, kSubdivisionCodes);
  fields.subdivision_name = first_present(records, kSubdivisionNames);
  fields.continent = first_present(records, kContinents);
  fields.autonomous_system = autonomous_system_field(records);
  fields.anonymity = anonymity_fields(records);
  return std::make_unique<const FlatSchema>(std::move(fields));
}

std::optional<FieldPath> flat_country(const Records& records) {
  if (auto code = first_present(records, kCountryCodes)) return code;
  if (any_has(records, kCountryField, Field::Kind::text)) return kCountryField;
  return first_present(records, kCountryNames);
}

Detected detect_nested(const Records& records) {
  if (!any_has(records, kNestedCountry, Field::Kind::text)) {
    return std::string("its field `country` has no `iso_code` in any record");
  }
  const auto any_has_any = [&](std::span<const FieldPath> paths) {
    return std::any_of(paths.begin(), paths.end(),
                       [&](const FieldPath& path) { return any_has(records, path); });
  };
  return std::make_unique<const NestedSchema>(
      ToldFacts{.country = true,
                .subdivision = any_has_any(NestedSchema::subdivision_paths()),
                .anonymity = any_has_any(NestedSchema::anonymity_paths()),
                .autonomous_system = any_has(records, NestedSchema::autonomous_system_path())});
}

Detected detect_network(const Database& database, const Records& records) {
  const auto system = autonomous_system_field(records);
  auto marks = anonymity_fields(records);
  if (system || !marks.empty()) return std::make_unique<const NetworkSchema>(system, std::move(marks));
  return "it is of type \"" + std::string(database.type()) +
         "\" and its records hold no country that is known by its field: give a country or a city database, "
         "or say beside it in [geoip] which field holds the country, as in country = \"place.country_code\"";
}

Detected detect(const Database& database, const Records& records) {
  const bool nested = any_has(records, kCountryField, Field::Kind::map);
  const auto flat = flat_country(records);
  if (nested && flat) {
    return "its records have both a map `country` and a text `" + flat->to_string() +
           "`: ambiguous, so it is not used. Say beside the database in [geoip] which one counts: country = "
           "\"" +
           kNestedCountry.to_string() + "\", or country = \"" + flat->to_string() + "\"";
  }
  if (nested) return detect_nested(records);
  if (flat) return detect_flat(records, *flat);
  return detect_network(database, records);
}

}  // namespace

Detected schema_of(const Database& database, const FieldMapping& mapping) {
  const Records records = database.sample(kSample);
  return mapping.empty() ? detect(database, records) : MappedSchema::make(mapping, records);
  // The analyser loses sight of the schema inside of the result.
}  // NOLINT(clang-analyzer-cplusplus.NewDeleteLeaks)

}  // namespace caveat::geoip
