// What single fields mean, in whichever schema they stand.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "geoip/database.h"
#include "geoip/location.h"

namespace caveat::geoip {

/// Sets status and country from a field that holds an ISO 3166-1 code. Codes that databases use for "nobody
/// knows" ("", "-", ZZ, XX, EU, AP, O1, A1, A2, T1) leave it unknown, anything else that is no code fails. UK
/// is GB.
void take_country_code(const Field& field, Location& location);

/// An AS number, as number or as "AS64500".
std::optional<std::uint32_t> autonomous_system(const Field& field);

/// A flag as boolean, number or "true" / "false"; nothing where the field is absent.
std::optional<bool> flag(const Field& field);

/// True if any of the flags is set, false if some are there and none is set, nothing if none is there.
std::optional<bool> any_flag(const Record& record, std::span<const FieldPath> paths);

/// Two letters, as continents have; else empty.
std::string_view continent_code(const Field& field);

}  // namespace caveat::geoip
