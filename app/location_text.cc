#include "app/location_text.h"

namespace caveat::app {

std::string location_text(const geoip::Location& location) {
  if (location.status == geoip::LocationStatus::lookup_failed)
    return "the look-up failed: the record is damaged";
  if (location.status == geoip::LocationStatus::unknown) return "unknown";
  if (location.subdivision.empty()) return location.country + ", subdivision unknown";
  return location.country + ", " + location.subdivision;
}

}  // namespace caveat::app
