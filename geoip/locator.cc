#include "geoip/locator.h"

#include <cstdio>

#include "geoip/database.h"
#include "geoip/override_table.h"
#include "geoip/private_copy.h"
#include "geoip/schemas/schema_detection.h"

namespace caveat::geoip {
namespace {

/// A database that can be asked: its records, their schema, and what to call it.
struct CountrySource {
  Database database;
  std::unique_ptr<const Schema> schema;
  std::string name;
};

std::string to_date(std::chrono::sys_seconds time) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

/// An override says where the reader is; what kind of network it is stays as the database has it.
Location overridden(const GeofeedEntry& entry, const Location& otherwise) {
  Location location;
  location.source = LocationSource::override_list;
  location.status = entry.country.empty() ? LocationStatus::unknown : LocationStatus::found;
  location.country = entry.country;
  location.subdivision = entry.subdivision;
  location.anonymous = otherwise.anonymous;
  location.autonomous_system = otherwise.autonomous_system;
  return location;
}

class Snapshot final : public Locator {
 public:
  Snapshot(std::optional<CountrySource> source, OverrideTable overrides)
      : source_(std::move(source)), overrides_(std::move(overrides)) {}

  Location locate(const Address& address) const override {
    Location location = from_database(address);
    if (const auto* found = overrides_.find(address)) location = overridden(found->entry, location);
    location.address = address;
    return location;
  }

  Lookup explain(const Address& address) const override {
    Lookup lookup;
    lookup.location = locate(address);
    FieldTrace trace;
    if (const auto answer = source_ ? source_->database.find(address, &trace) : std::nullopt) {
      source_->schema->read(answer->record);
      lookup.network = answer->network.to_string();
      lookup.answered_by = source_->name;
    }
    if (const auto* found = overrides_.find(address)) {
      lookup.network = found->entry.network.to_string();
      lookup.answered_by = overrides_.list_name(*found);
      lookup.answered_by += ", line " + std::to_string(found->entry.line);
      note_override(found->entry, lookup.fields);
      for (auto& [path, value] : trace) path = "database: " + path;
    }
    lookup.fields.insert(lookup.fields.end(), trace.begin(), trace.end());
    return lookup;
  }

  std::chrono::sys_seconds database_built() const override {
    return source_ ? source_->database.built() : std::chrono::sys_seconds{};
  }

  std::string description() const override {
    std::string words = "no database";
    if (source_) {
      const Database& database = source_->database;
      words = source_->schema->description() + " database \"" + std::string(database.type()) + "\" of " +
              to_date(database.built()) + (database.holds_ipv6() ? "" : " (IPv4 only)");
    }
    if (overrides_.size() > 0) words += ", " + std::to_string(overrides_.size()) + " overrides";
    return words;
  }

 private:
  Location from_database(const Address& address) const {
    const auto answer = source_ ? source_->database.find(address) : std::nullopt;
    return answer ? source_->schema->read(answer->record) : Location{};
  }

  static void note_override(const GeofeedEntry& entry, FieldTrace& fields) {
    fields.emplace_back("country", entry.country);
    if (!entry.subdivision.empty()) fields.emplace_back("region", entry.subdivision);
    if (!entry.city.empty()) fields.emplace_back("city", entry.city);
  }

  std::optional<CountrySource> source_;
  OverrideTable overrides_;
};

boost::system::result<std::optional<CountrySource>, LocatorError> open_source(const LocatorOptions& options) {
  if (options.database_path.empty() && options.database_bytes.empty()) return std::optional<CountrySource>();
  const bool from_file = !options.database_path.empty();
  const std::string name = from_file ? options.database_path : options.database_name;
  const auto refuse = [&](const std::string& why) {
    return LocatorError{name, 0,
                        "the region database is refused: " + why + ". Put a sound file in its place"};
  };

  const auto copy = from_file ? PrivateCopy::of_file(name) : PrivateCopy::of_bytes(options.database_bytes);
  if (!copy) return LocatorError{name, 0, "the region database " + copy.error()};
  auto database = Database::open(*copy);
  if (!database) return refuse(database.error());
  auto schema = detect_schema(*database);
  if (!schema) return refuse(schema.error());
  return std::optional(CountrySource{std::move(*database), std::move(*schema), name});
}

}  // namespace

boost::system::result<std::shared_ptr<const Locator>, LocatorError> Locator::open(
    const LocatorOptions& options) {
  auto source = open_source(options);
  if (!source) return source.error();
  auto overrides = OverrideTable::open(options);
  if (!overrides) return overrides.error();
  return std::shared_ptr<const Locator>(
      std::make_shared<Snapshot>(std::move(*source), std::move(*overrides)));
}

}  // namespace caveat::geoip
