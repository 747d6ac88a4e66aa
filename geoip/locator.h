// Address -> Location, from one immutable snapshot of databases and the operator's overrides.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geoip/address.h"
#include "geoip/build_times.h"
#include "geoip/canary.h"
#include "geoip/field_mapping.h"
#include "geoip/location.h"
#include "geoip/told_facts.h"

namespace caveat::geoip {

/// Why a database or an override list cannot be used: which file, where in it, and what to do.
struct LocatorError {
  std::string file;
  int line = 0;  ///< 1-based, for override lists; 0 where there is none
  std::string message;
};

/// One MMDB file, or the bytes of one that is built into the program.
struct DatabaseSource {
  std::string path;        ///< empty: `bytes` is used
  std::string_view bytes;  ///< must outlive `Locator::open`, not the Locator
  std::string name;        ///< what to call `bytes` in messages
  FieldMapping fields;     ///< empty: the schema is found out
};

/// Where the Locator takes its data from. The first database that knows the country of an address says where
/// it is, a later one that agrees may add the subdivision; whether it is anonymous, and of which network, is
/// taken from all (combined_location.h). Later override lists win over earlier ones on the same network,
/// those in files over those given as text, and all win over the databases: they say where a reader is, the
/// databases still say what kind of network it is.
struct LocatorOptions {
  std::vector<DatabaseSource> databases;  ///< none: only overrides are known; else at least one has countries
  std::vector<std::string> override_paths;                               ///< RFC 8805 geofeed CSV files
  std::vector<std::pair<std::string, std::string_view>> override_texts;  ///< name, geofeed text
  std::vector<Network> nat64_prefixes;  ///< beside 64:ff9b::/96; `can_be_nat64_prefix` is true of each
  std::vector<Canary> canaries;         ///< where the databases have to place them, overrides aside
};

/// What one database says of an address.
struct DatabaseAnswer {
  std::string database;
  std::string network;                                      ///< the CIDR block of its record; empty if none
  std::vector<std::pair<std::string, std::string>> fields;  ///< as found: "country.iso_code" -> "UA"
  Location location;
};

/// How a Location came about, for `caveat geo` and for explanations.
struct Lookup {
  Location location;
  std::string network;                                      ///< the CIDR block that answered; empty if none
  std::string answered_by;                                  ///< database or override list (name, line)
  std::vector<std::pair<std::string, std::string>> fields;  ///< of that answer
  std::vector<DatabaseAnswer> beside;  ///< what the other databases say that have a record of it
  std::string embedded;                ///< "203.0.113.7 (6to4)" if it was looked up by an address inside
};

/// Immutable and safe to use from any thread. Holds its data in private memory: a file that is truncated or
/// overwritten later does not touch it.
class Locator {
 public:
  virtual ~Locator() = default;

  /// Opens, validates (the whole tree is walked) and detects the schema. Errors name the file and the reason.
  static boost::system::result<std::shared_ptr<const Locator>, LocatorError> open(
      const LocatorOptions& options);

  /// Total: an address the data does not hold is `unknown`; a damaged record is `lookup_failed`. An IPv6
  /// address with one of IPv4 inside is looked up by that (embedded_address.h), unless an override names it
  /// as it is.
  virtual Location locate(const Address& address) const = 0;
  /// The same answer with where it came from. Slower.
  virtual Lookup explain(const Address& address) const = 0;
  /// What any of the databases or overrides tells, be it of a few readers only.
  virtual ToldFacts tells() const = 0;
  /// When the databases were built; null if there is none.
  virtual std::optional<BuildTimes> databases_built() const = 0;
  /// Schemas and editions in words, for logs: "nested database "GeoIP2-City" of 2026-11-01, 12 overrides".
  virtual std::string description() const = 0;
};

}  // namespace caveat::geoip
