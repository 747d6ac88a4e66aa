// Address -> Location, from one immutable snapshot of a database and the operator's overrides.
#pragma once

#include <boost/system/result.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geoip/address.h"
#include "geoip/location.h"

namespace caveat::geoip {

/// Why a database or an override list cannot be used: which file, where in it, and what to do.
struct LocatorError {
  std::string file;
  int line = 0;  ///< 1-based, for override lists; 0 where there is none
  std::string message;
};

/// Where the Locator takes its data from. Later override lists win over earlier ones on the same network,
/// those in files over those given as text, and all win over the database: they say where a reader is, the
/// database still says whether the reader is anonymous and of which network. Bytes given directly (`*_bytes`)
/// serve data built into the program; names are for messages.
struct LocatorOptions {
  std::string database_path;        ///< an MMDB file; empty if `database_bytes` is used or none is wanted
  std::string_view database_bytes;  ///< must outlive `Locator::open`, not the Locator
  std::string database_name;        ///< what to call `database_bytes` in messages
  std::vector<std::string> override_paths;                               ///< RFC 8805 geofeed CSV files
  std::vector<std::pair<std::string, std::string_view>> override_texts;  ///< name, geofeed text
};

/// How a Location came about, for `caveat geo` and for explanations.
struct Lookup {
  Location location;
  std::string network;                                      ///< the CIDR block that answered; empty if none
  std::string answered_by;                                  ///< database or override list (name, line)
  std::vector<std::pair<std::string, std::string>> fields;  ///< as found: "country.iso_code" -> "UA"
};

/// Immutable and safe to use from any thread. Holds its data in private memory: a file that is truncated or
/// overwritten later does not touch it.
class Locator {
 public:
  virtual ~Locator() = default;

  /// Opens, validates (the whole tree is walked) and detects the schema. Errors name the file and the reason.
  static boost::system::result<std::shared_ptr<const Locator>, LocatorError> open(
      const LocatorOptions& options);

  /// Total: an address the data does not hold is `unknown`; a damaged record is `lookup_failed`.
  virtual Location locate(const Address& address) const = 0;
  /// The same answer with where it came from. Slower.
  virtual Lookup explain(const Address& address) const = 0;
  /// When the database was built; the epoch if there is none.
  virtual std::chrono::sys_seconds database_built() const = 0;
  /// Schema and edition in words, for logs: "flat country database 'geo-whois-asn-country' of 2026-11-01".
  virtual std::string description() const = 0;
};

}  // namespace caveat::geoip
