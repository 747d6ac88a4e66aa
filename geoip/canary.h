// An address whose region is known for certain: a database can be sound, and the wrong one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "geoip/address.h"
#include "geoip/location.h"

namespace caveat::geoip {

struct Canary {
  Address address;
  std::string country;      ///< ISO 3166-1, upper case
  std::string subdivision;  ///< ISO 3166-2, upper case; empty: any will do

  /// "203.0.113.7 = RU" or "2001:db8::1 = UA-40", with or without blanks. Checks the form of the code, not
  /// that there is such a region.
  static std::optional<Canary> parse(std::string_view text);

  bool is_at(const Location& location) const;
  /// "203.0.113.7 is in RU"
  std::string to_string() const;
};

}  // namespace caveat::geoip
