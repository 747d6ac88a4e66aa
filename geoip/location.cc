#include "geoip/location.h"

#include "geoip/region_code.h"

namespace caveat::geoip {

std::optional<Location> Location::stated(std::string_view code) {
  Location location;
  location.source = LocationSource::stated;
  if (code == "unknown") return location;
  if (code == "lookup_failed") {
    location.status = LocationStatus::lookup_failed;
    return location;
  }
  if (code == "anonymous") {
    location.anonymous = true;
    return location;
  }

  const std::string upper = to_upper(code);
  if (is_subdivision_code(upper)) {
    location.subdivision = upper;
  } else if (!is_country_code(upper)) {
    return std::nullopt;
  }
  location.status = LocationStatus::found;
  location.country = upper.substr(0, 2);
  return location;
}

}  // namespace caveat::geoip
