// One database that can be asked where addresses are: its records, their schema, and what to call it.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>

#include "geoip/database.h"
#include "geoip/locator.h"
#include "geoip/record_table.h"
#include "geoip/schemas/schema.h"

namespace caveat::geoip {

/// Immutable; safe from any thread.
class LocationDatabase {
 public:
  static boost::system::result<LocationDatabase, LocatorError> open(const DatabaseSource& source);

  /// What is said of `address`. A list of anonymous networks says of those that it does not hold that they
  /// are not; else what is not held is not known.
  Location locate(const Address& address) const;
  /// The same with the fields that were read.
  DatabaseAnswer explain(const Address& address) const;

  ToldFacts tells() const { return schema_->tells(); }
  std::chrono::sys_seconds built() const { return database_.built(); }
  const std::string& name() const { return name_; }
  /// "flat database "GeoLite2-City" of 2026-11-01"
  std::string description() const;
  /// Why it alone cannot tell where readers are; empty if it can.
  std::string missing_country() const;

 private:
  LocationDatabase(Database database, std::unique_ptr<const Schema> schema, std::string name);
  Location of_absent(const Address& address) const;

  Database database_;
  std::unique_ptr<const Schema> schema_;
  RecordTable table_;
  std::string name_;
};

}  // namespace caveat::geoip
