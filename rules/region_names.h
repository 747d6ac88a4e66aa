// What to call the place where a reader is, in the language of a notice.
#pragma once

#include <string>
#include <string_view>

#include "geoip/location.h"

namespace caveat::rules {

/// The subdivision where readers would not take the country's name for granted (the occupied parts of
/// Ukraine), else the country; empty if the country is not known.
std::string region_name(const geoip::Location& location, std::string_view language);

}  // namespace caveat::rules
