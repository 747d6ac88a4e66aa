// How one kind of database writes down where an address is.
#pragma once

#include <string>

#include "geoip/database.h"
#include "geoip/location.h"
#include "geoip/told_facts.h"

namespace caveat::geoip {

/// Immutable; safe from any thread.
class Schema {
 public:
  virtual ~Schema() = default;

  /// The place, and what else the record tells. A record without a country is `unknown`; one whose country
  /// cannot be read is `lookup_failed`.
  virtual Location read(const Record& record) const = 0;

  /// Of what its records have fields for.
  virtual ToldFacts tells() const = 0;

  /// In a few words: "nested".
  virtual std::string description() const = 0;
};

}  // namespace caveat::geoip
