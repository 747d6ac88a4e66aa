// An address of a reader who would be in a region.
#pragma once

#include <optional>
#include <string>

#include "geoip/locator.h"

namespace caveat::app {

/// One that `locator` places in `region` (an ISO 3166 code): out of the overrides that `data` names, or tried
/// over the whole space of IPv4. nullopt if none was found; then it is a small one, or one that the data does
/// not know. Takes some seconds at most.
std::optional<geoip::Address> address_in(const std::string& region, const geoip::Locator& locator,
                                         const geoip::LocatorOptions& data);

}  // namespace caveat::app
