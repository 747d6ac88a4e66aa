// What is known of where a reader is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "geoip/address.h"

namespace caveat::geoip {

/// Where a Location was taken from.
enum class LocationSource { none, database, override_list, trusted_header, stated };

/// Whether the look-up had an answer. `lookup_failed` is our own fault, not a fact about the reader.
enum class LocationStatus { found, unknown, lookup_failed };

/// A value. `country` is empty unless `status` is `found`; an empty `subdivision` means that the source did
/// not know it, never that the reader is in none.
struct Location {
  LocationStatus status = LocationStatus::unknown;
  LocationSource source = LocationSource::none;
  std::string country;            ///< ISO 3166-1 alpha-2, upper case: "UA"
  std::string subdivision;        ///< ISO 3166-2 with its country: "UA-43"; empty if not known
  std::string continent;          ///< "EU", "AS", ... if the source says so
  std::optional<bool> anonymous;  ///< VPN, proxy, Tor, hosting; nullopt: the source does not tell
  std::optional<std::uint32_t> autonomous_system;  ///< AS number, if the source tells
  std::optional<Address> address;                  ///< for rules on networks; never written down
  std::optional<Address> embedded;  ///< the IPv4 address in it, by which it was looked up; likewise

  /// A reader who is said to be in `code`: "RU", "UA-40", "unknown", "anonymous" or "lookup_failed". Checks
  /// the form (two letters, hyphen, one to three letters or digits), not that such a region exists.
  static std::optional<Location> stated(std::string_view code);
};

}  // namespace caveat::geoip
