// The codes that ISO 3166 has, with the names of what they stand for: from Debian's iso-codes and CLDR.
#pragma once

#include <span>
#include <string_view>

#include "geoip/region_spellings.h"

namespace caveat::geoip {

/// Several names for most codes; ascending by code.
std::span<const RegionSpelling> iso_names();

/// Whether a code in upper case is one of ISO 3166-1, or XK, which everybody uses for Kosovo.
bool is_iso_country(std::string_view code);

/// Whether ISO 3166-2 has that code, in upper case.
bool is_iso_subdivision(std::string_view code);

}  // namespace caveat::geoip
