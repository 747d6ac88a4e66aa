// Which fields of a database's records hold what, as an operator wrote it down for that database.
#pragma once

#include <string>
#include <vector>

namespace caveat::geoip {

/// Paths with dots between their steps, "country.iso_code"; a number is a place in a list,
/// "subdivisions.0.iso_code". Whether a field holds codes or names is seen at each record.
struct FieldMapping {
  std::string country;
  std::vector<std::string> subdivision;  ///< the first that leads to a code counts
  std::string continent;
  std::string autonomous_system;
  std::vector<std::string> anonymous;  ///< flags; any of them

  /// Nothing is written down: the schema is found out.
  bool empty() const {
    return country.empty() && subdivision.empty() && continent.empty() && autonomous_system.empty() &&
           anonymous.empty();
  }
  friend bool operator==(const FieldMapping&, const FieldMapping&) = default;
};

}  // namespace caveat::geoip
