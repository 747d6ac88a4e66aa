// Subdivisions of Ukraine that some sources put under Russia (docs/decisions/002-contested-regions.md).
#pragma once

#include <string>
#include <string_view>

namespace caveat::geoip {

/// A source may say `country` for a reader in `subdivision`, although ISO 3166-2 puts it elsewhere.
bool is_contested(std::string_view country, std::string_view subdivision);

/// The ISO 3166-2 code of a place that Russian lists call RU-CR or RU-SEV; any other code as it came.
std::string iso_subdivision(std::string_view code);

}  // namespace caveat::geoip
