// Whether region data is fit to take the place of what is in force: a file can be sound, and the wrong one.
#pragma once

#include <string>

#include "geoip/locator.h"

namespace caveat::geoip {

/// Why the databases of `next` cannot take the place of those of `in_force`, in words; empty if they can. Of
/// addresses all over IPv4 that those in force place, the next ones have to place at least half in the same
/// country, and so of those of each country that has eight or more: two vendors differ on a few of a hundred.
/// Where those in force know next to no addresses, nothing is concluded.
std::string loss_of_places(const Locator& in_force, const Locator& next);

}  // namespace caveat::geoip
