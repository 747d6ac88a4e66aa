// How one kind of database writes down where an address is.
#pragma once

#include <string>

#include "geoip/database.h"
#include "geoip/location.h"

namespace caveat::geoip {

/// What a database's records tell of an address.
struct ToldFacts {
  bool country = false;
  bool anonymity = false;
  bool autonomous_system = false;
};

/// Immutable; safe from any thread.
class Schema {
 public:
  virtual ~Schema() = default;

  /// The place, and what else the record tells. A record without a country is `unknown`; one whose country
  /// cannot be read is `lookup_failed`.
  virtual Location read(const Record& record) const = 0;

  virtual ToldFacts tells() const = 0;

  /// In a few words: "nested".
  virtual std::string description() const = 0;
};

}  // namespace caveat::geoip
