#include "app/region_configuration.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "geoip/embedded_address.h"

namespace caveat::app {
namespace {

using rules::Code;
using rules::PlacedText;
using rules::Problems;
using rules::TableReader;
using rules::TomlValue;

constexpr std::int64_t kMostDays = 3650;

std::string path_in(const std::filesystem::path& folder, const std::string& written) {
  return (folder / written).lexically_normal().string();
}

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

void read_databases(const TomlValue& list, const std::filesystem::path& folder, Problems& problems,
                    geoip::LocatorOptions& data) {
  if (list.array() == nullptr) return rules::wrong_type(list, "databases", "a list of files", problems);
  for (const TomlValue& item : *list.array()) {
    geoip::DatabaseSource source;
    if (item.string() != nullptr && !item.string()->empty()) {
      source.path = path_in(folder, *item.string());
    } else if (item.table() != nullptr) {
      TableReader table(*item.table(), item.place, "a table of `databases`", problems);
      if (const TomlValue* file = table.required_text("file")) source.path = path_in(folder, *file->string());
      source.fields = read_mapping(table);
      table.refuse_unknown();
    } else {
      rules::wrong_type(item, "databases",
                        "files, or tables like { file = \"geo.mmdb\", country = \"country\" }", problems);
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

void read_max_age(const TomlValue* value, Problems& problems, std::chrono::seconds& into) {
  if (value == nullptr) return;
  if (*value->string() == "none") {
    into = std::chrono::seconds(0);
  } else if (const auto age = parse_age(*value->string())) {
    into = *age;
  } else {
    problems.add(Code::wrong_type, value->place, "`max_age` is " + rules::quoted(*value->string()),
                 "write days or hours, \"45d\" or \"36h\", or \"none\" if nobody is to watch the age");
  }
}

void read_nat64(const std::vector<PlacedText>& prefixes, Problems& problems, geoip::LocatorOptions& data) {
  for (const PlacedText& written : prefixes) {
    const auto network = geoip::Network::parse(*written.text);
    if (network && geoip::can_be_nat64_prefix(*network)) {
      data.nat64_prefixes.push_back(*network);
    } else {
      problems.add(Code::bad_network, written.value->place,
                   rules::quoted(*written.text) + " is no prefix of a NAT64",
                   "RFC 6052 has IPv6 prefixes of 32, 40, 48, 56, 64 and 96 bits: write \"64:ff9b:1::/48\"");
    }
  }
}

/// RFC 9110, 5.6.2.
bool is_field_name(std::string_view name) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
  });
}

void take_field_name(const TomlValue* value, Problems& problems, std::string& into) {
  if (value == nullptr) return;
  into = *value->string();
  if (is_field_name(into)) return;
  problems.add(Code::bad_header, value->place, rules::quoted(into) + " is no field name",
               "write it as the CDN does: \"CF-IPCountry\"");
}

}  // namespace

void read_geoip(TableReader& geoip, const std::filesystem::path& folder, Problems& problems,
                geoip::LocatorOptions& data, proxy::ServerOptions& server) {
  const TomlValue* const database = geoip.text("database");
  const TomlValue* const databases = geoip.value("databases");
  geoip::FieldMapping fields = read_mapping(geoip);
  if (databases != nullptr) read_databases(*databases, folder, problems, data);
  if (database != nullptr && databases != nullptr) {
    problems.add(Code::wrong_type, database->place, "`database` and `databases` are both there",
                 "write all of them into the list");
  } else if (database != nullptr) {
    data.databases.push_back(
        {.path = path_in(folder, *database->string()), .bytes = {}, .name = {}, .fields = std::move(fields)});
  } else if (!fields.empty()) {
    problems.add(Code::missing_key, geoip.place(), "fields are named, and no `database` that has them",
                 "in a list of databases they stand beside their file: "
                 "databases = [{ file = \"geo.mmdb\", country = \"country\" }]");
  } else if (databases == nullptr && server.region_fields.country.empty()) {
    problems.add(Code::missing_key, geoip.place(), "[geoip] has no `database`");
  }
  for (const PlacedText& overrides : geoip.texts("overrides")) {
    data.override_paths.push_back(path_in(folder, *overrides.text));
  }
  read_nat64(geoip.texts("nat64"), problems, data);
  read_max_age(geoip.text("max_age"), problems, server.region_max_age);
  geoip.refuse_unknown();
}

void read_region_fields(TableReader& readers, Problems& problems, proxy::ServerOptions& server) {
  const TomlValue* const written = readers.table("region_from");
  if (written == nullptr) return;
  TableReader table(*written->table(), written->place, "`region_from`", problems);
  take_field_name(table.required_text("country"), problems, server.region_fields.country);
  take_field_name(table.text("subdivision"), problems, server.region_fields.subdivision);
  table.refuse_unknown();
  if (server.trusted_proxies.empty()) {
    problems.add(Code::missing_key, written->place, "`region_from` is there, and nobody who may say it",
                 "list the addresses of your CDN as `trusted_proxies`");
  }
}

}  // namespace caveat::app
