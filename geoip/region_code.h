// The form of region codes: ISO 3166-1 alpha-2 and ISO 3166-2.
#pragma once

#include <string>
#include <string_view>

namespace caveat::geoip {

/// Two ASCII letters in upper case.
bool is_country_code(std::string_view text);

/// A country code, a hyphen, and one to three letters or digits, in upper case.
bool is_subdivision_code(std::string_view text);

/// ASCII letters in upper case; everything else as it was.
std::string to_upper(std::string_view text);

}  // namespace caveat::geoip
