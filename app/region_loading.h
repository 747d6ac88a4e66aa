// Region data from disk or from the program itself.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "geoip/locator.h"

namespace caveat::app {

/// The data for a command: `databases` and `overrides` name files; no database means the built-in data with
/// its overlay. Prints why it cannot be used, and answers null then.
std::shared_ptr<const geoip::Locator> open_locator_or_complain(const std::vector<std::string>& databases,
                                                               const std::vector<std::string>& overrides);
std::shared_ptr<const geoip::Locator> open_locator_or_complain(const geoip::LocatorOptions& options);

/// For data that may be in the middle of being written: waits until the files have come to rest, at most
/// three seconds, and opens them.
boost::system::result<std::shared_ptr<const geoip::Locator>, geoip::LocatorError> open_settled_locator(
    const geoip::LocatorOptions& options);

/// The built-in country database, the overlay of subdivisions and the demo's readers.
geoip::LocatorOptions built_in_regions();

/// "geo.mmdb: it is no MMDB file", with the line if there is one.
std::string to_string(const geoip::LocatorError& error);

}  // namespace caveat::app
