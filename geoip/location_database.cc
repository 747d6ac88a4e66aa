#include "geoip/location_database.h"

#include <cstdio>

#include "geoip/private_copy.h"
#include "geoip/schemas/schema_detection.h"

namespace caveat::geoip {
namespace {

std::string to_date(std::chrono::sys_seconds time) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

}  // namespace

boost::system::result<LocationDatabase, LocatorError> LocationDatabase::open(const DatabaseSource& source) {
  const bool from_file = !source.path.empty();
  const std::string name = from_file ? source.path : source.name;
  const auto refuse = [&](const std::string& why) {
    return LocatorError{name, 0, "the region database is refused: " + why};
  };
  const auto copy = from_file ? PrivateCopy::of_file(name) : PrivateCopy::of_bytes(source.bytes);
  if (!copy) return LocatorError{name, 0, "the region database " + copy.error()};
  auto database = Database::open(*copy);
  if (!database) return refuse(database.error() + ". Put a sound file in its place");
  auto schema = schema_of(*database, source.fields);
  if (!schema) return refuse(schema.error());
  return LocationDatabase(std::move(*database), std::move(*schema), name);
}

LocationDatabase::LocationDatabase(Database database, std::unique_ptr<const Schema> schema, std::string name)
    : database_(std::move(database)),
      schema_(std::move(schema)),
      table_(database_, *schema_),
      name_(std::move(name)) {}

Location LocationDatabase::locate(const Address& address) const {
  const auto offset = database_.find_offset(address);
  const Location* const found = offset ? table_.find(*offset) : nullptr;
  return found != nullptr ? *found : of_absent(address);
}

Location LocationDatabase::of_absent(const Address& address) const {
  const ToldFacts told = tells();
  const bool is_covered = address.is_v4() || database_.holds_ipv6();
  Location location;
  if (told.anonymity && !told.country && is_covered) location.anonymous = false;
  return location;
}

DatabaseAnswer LocationDatabase::explain(const Address& address) const {
  DatabaseAnswer answer{.database = name_, .network = {}, .fields = {}, .location = locate(address)};
  if (const auto found = database_.find(address, &answer.fields)) {
    schema_->read(found->record);
    answer.network = found->network.to_string();
  }
  return answer;
}

std::string LocationDatabase::description() const {
  return schema_->description() + " database \"" + std::string(database_.type()) + "\" of " +
         to_date(database_.built()) + (database_.holds_ipv6() ? "" : " (IPv4 only)");
}

std::string LocationDatabase::missing_country() const {
  if (tells().country) return {};
  return "it is of type \"" + std::string(database_.type()) +
         "\" and its records hold no country: give a country or a city database beside it";
}

}  // namespace caveat::geoip
