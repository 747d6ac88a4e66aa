// Where a reader is, in words.
#pragma once

#include <string>

#include "geoip/location.h"

namespace caveat::app {

/// "UA, subdivision unknown"; "UA, UA-40".
std::string location_text(const geoip::Location& location);

}  // namespace caveat::app
