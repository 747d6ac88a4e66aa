#include "geoip/combined_location.h"

namespace caveat::geoip {
namespace {

void take_place(Location& said, const Location& from) {
  said.status = from.status;
  said.source = from.source;
  said.country = from.country;
  said.subdivision = from.subdivision;
  said.continent = from.continent;
}

std::optional<bool> either(std::optional<bool> a, std::optional<bool> b) {
  if (!a) return b;
  return *a || b.value_or(false);
}

}  // namespace

void add_to(Location& said, const Location& later) {
  if (said.status != LocationStatus::found && later.status != LocationStatus::unknown) {
    take_place(said, later);
  } else if (said.status == LocationStatus::found && said.subdivision.empty() &&
             later.status == LocationStatus::found && later.country == said.country) {
    said.subdivision = later.subdivision;
  }
  if (said.source == LocationSource::none) said.source = later.source;
  if (said.continent.empty() && (said.status != LocationStatus::found || later.country == said.country)) {
    said.continent = later.continent;
  }
  said.anonymous = either(said.anonymous, later.anonymous);
  if (!said.autonomous_system) said.autonomous_system = later.autonomous_system;
}

Location without_databases(const Location& looked_up) {
  Location left;
  if (looked_up.source == LocationSource::override_list) take_place(left, looked_up);
  left.address = looked_up.address;
  left.embedded = looked_up.embedded;
  return left;
}

Location stated_before(const Location& stated, const Location& looked_up) {
  const bool says_nothing = stated.status == LocationStatus::unknown && !stated.anonymous.value_or(false);
  if (says_nothing || looked_up.source == LocationSource::override_list) {
    Location location = looked_up;
    location.anonymous = either(looked_up.anonymous, stated.anonymous);
    return location;
  }
  Location location = stated;
  location.anonymous = either(stated.anonymous, looked_up.anonymous);
  location.autonomous_system = looked_up.autonomous_system;
  location.address = looked_up.address;
  location.embedded = looked_up.embedded;
  return location;
}

}  // namespace caveat::geoip
