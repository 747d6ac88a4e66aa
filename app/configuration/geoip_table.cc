// [geoip]: where readers are, by databases and lists.
#include <algorithm>
#include <charconv>
#include <optional>

#include "app/configuration/tables.h"
#include "geoip/embedded_address.h"

namespace caveat::app {
namespace {

using rules::Code;
using rules::PlacedText;
using rules::TableReader;
using rules::TomlValue;

constexpr std::int64_t kMostDays = 3650;

std::vector<std::string> all(const std::vector<PlacedText>& texts) {
  std::vector<std::string> list;
  for (const PlacedText& text : texts) list.push_back(*text.text);
  return list;
}

void take(const TomlValue* value, std::string& into) {
  if (value != nullptr) into = *value->string();
}

/// The keys that say which field of a database holds what.
geoip::FieldMapping read_mapping(TableReader& table) {
  geoip::FieldMapping fields;
  take(table.text("country"), fields.country);
  fields.subdivision = all(table.texts("subdivision"));
  take(table.text("continent"), fields.continent);
  take(table.text("asn"), fields.autonomous_system);
  fields.anonymous = all(table.texts("anonymous"));
  return fields;
}

/// Other fields of the same file may be what was meant.
bool is_there(const geoip::LocatorOptions& data, const geoip::DatabaseSource& source) {
  return !source.path.empty() &&
         std::any_of(data.databases.begin(), data.databases.end(), [&](const geoip::DatabaseSource& known) {
           return known.path == source.path && known.fields == source.fields;
         });
}

void read_databases(const TomlValue& list, const ConfigurationFile& file, geoip::LocatorOptions& data) {
  if (list.array() == nullptr)
    return rules::wrong_type(list, "databases", "a list of files", file.problems());
  for (const TomlValue& item : *list.array()) {
    geoip::DatabaseSource source;
    if (item.string() != nullptr && !item.string()->empty()) {
      source.path = file.path_of(*item.string());
    } else if (item.table() != nullptr) {
      TableReader table(*item.table(), item.place, "a table of `databases`", file.problems(), kDatabaseKeys);
      if (const TomlValue* path = table.required_text("file")) source.path = file.path_of(*path->string());
      source.fields = read_mapping(table);
      table.refuse_unknown();
    } else {
      rules::wrong_type(item, "databases",
                        "files, or tables like { file = \"geo.mmdb\", country = \"country\" }",
                        file.problems());
    }
    if (is_there(data, source)) {
      file.problems().add(Code::risky_configuration, item.place,
                          rules::in_quotes(source.path) + " is there twice: the second is never asked",
                          "write it once, or the file that was meant");
    }
    if (!source.path.empty()) data.databases.push_back(std::move(source));
  }
}

/// "45d" or "12h"; nullopt for anything else.
std::optional<std::chrono::seconds> parse_age(const std::string& text) {
  std::int64_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [unit, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc{} || unit + 1 != end || count < 1 || count > kMostDays) return std::nullopt;
  if (*unit == 'd') return std::chrono::days(count);
  if (*unit == 'h') return std::chrono::hours(count);
  return std::nullopt;
}

void read_max_age(const TomlValue* value, const ConfigurationFile& file, std::chrono::seconds& into) {
  if (value == nullptr) return;
  if (*value->string() == "none") {
    into = std::chrono::seconds(0);
  } else if (const auto age = parse_age(*value->string())) {
    into = *age;
  } else {
    file.problems().add(Code::wrong_type, value->place, "`max_age` is " + rules::in_quotes(*value->string()),
                        "write days or hours, \"45d\" or \"36h\", or \"none\" if nobody is to watch the age");
  }
}

void read_nat64(const std::vector<PlacedText>& prefixes, const ConfigurationFile& file,
                geoip::LocatorOptions& data) {
  for (const PlacedText& written : prefixes) {
    const auto network = geoip::Network::parse(*written.text);
    if (network && geoip::can_be_nat64_prefix(*network)) {
      data.nat64_prefixes.push_back(*network);
    } else {
      file.problems().add(
          Code::bad_network, written.value->place,
          rules::in_quotes(*written.text) + " is no prefix of a NAT64",
          "RFC 6052 has IPv6 prefixes of 32, 40, 48, 56, 64 and 96 bits: write \"64:ff9b:1::/48\"");
    }
  }
}

void read_canaries(const std::vector<PlacedText>& canaries, const ConfigurationFile& file,
                   geoip::LocatorOptions& data) {
  for (const PlacedText& written : canaries) {
    if (auto canary = geoip::Canary::parse(*written.text)) {
      data.canaries.push_back(*std::move(canary));
    } else {
      file.problems().add(Code::wrong_type, written.value->place,
                          rules::in_quotes(*written.text) + " is no address with its region",
                          "write \"203.0.113.7 = RU\" or \"203.0.113.7 = UA-40\"");
    }
  }
  if (!canaries.empty() && data.databases.empty()) {
    file.problems().add(Code::missing_key, canaries.front().value->place,
                        "`canaries` are there, and no `database` that has to know them");
  }
}

}  // namespace

void read_geoip(const ConfigurationFile& file, TableReader& top, ConfigurationDraft& draft) {
  proxy::ServerOptions& server = draft.configuration.server;
  geoip::LocatorOptions& data = draft.configuration.regions;
  const bool is_needed = server.region_fields.country.empty();
  auto found =
      is_needed ? file.required_table(top, "geoip", kGeoipKeys) : file.table(top, "geoip", kGeoipKeys);
  if (!found) return;
  TableReader& geoip = *found;
  const TomlValue* const database = geoip.text("database");
  const TomlValue* const databases = geoip.value("databases");
  geoip::FieldMapping fields = read_mapping(geoip);
  if (databases != nullptr) read_databases(*databases, file, data);
  if (database != nullptr && databases != nullptr) {
    file.problems().add(Code::wrong_type, database->place, "`database` and `databases` are both there",
                        "write all of them into the list");
  } else if (database != nullptr) {
    data.databases.push_back(
        {.path = file.path_of(*database->string()), .bytes = {}, .name = {}, .fields = std::move(fields)});
  } else if (!fields.empty()) {
    file.problems().add(Code::missing_key, geoip.place(), "fields are named, and no `database` that has them",
                        "in a list of databases they stand beside their file: "
                        "databases = [{ file = \"geo.mmdb\", country = \"country\" }]");
  } else if (databases == nullptr && server.region_fields.country.empty()) {
    file.problems().add(Code::missing_key, geoip.place(), "[geoip] has no `database`");
  }
  for (const PlacedText& overrides : geoip.texts("overrides")) {
    data.override_paths.push_back(file.path_of(*overrides.text));
  }
  read_nat64(geoip.texts("nat64"), file, data);
  read_canaries(geoip.texts("canaries"), file, data);
  read_max_age(geoip.text("max_age"), file, server.region_max_age);
  geoip.refuse_unknown();
}

}  // namespace caveat::app
