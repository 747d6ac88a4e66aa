// Where a reader is, as the header of a CDN says it.
#pragma once

#include <optional>
#include <string_view>

#include "geoip/location.h"

namespace caveat::geoip {

/// `country` is an ISO 3166-1 code; XX, ZZ and the like say that nobody knows, T1 (Cloudflare's for Tor) and
/// A1 that the reader is anonymous somewhere. `subdivision`, if there is a field for it, is an ISO 3166-2
/// code with its country ("UA-40", "ua40") or without ("40"). A country that is no code is a failed look-up;
/// a subdivision that is none, or lies in another country, is not known.
Location read_stated_place(std::string_view country, std::string_view subdivision);

}  // namespace caveat::geoip
