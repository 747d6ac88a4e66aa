#include "geoip/schemas/network_schema.h"

#include "geoip/schemas/field_values.h"

namespace caveat::geoip {

Location NetworkSchema::read(const Record& record) const {
  Location location;
  location.source = LocationSource::database;
  if (autonomous_system_) location.autonomous_system = autonomous_system(record.at(*autonomous_system_));
  if (!anonymity_.empty()) location.anonymous = any_flag(record, anonymity_).value_or(false);
  return location;
}

ToldFacts NetworkSchema::tells() const {
  return {.country = false,
          .subdivision = false,
          .anonymity = !anonymity_.empty(),
          .autonomous_system = autonomous_system_.has_value()};
}

std::string NetworkSchema::description() const {
  if (anonymity_.empty()) return "AS number";
  return autonomous_system_ ? "anonymity and AS number" : "anonymity";
}

}  // namespace caveat::geoip
