// Geofeeds: "network, country, region, city, postal code" a line (RFC 8805).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geoip/address.h"

namespace caveat::geoip {

/// One line. An empty country, or ZZ, says that the network is not to be located (RFC 8805, 2.1.1.2).
struct GeofeedEntry {
  Network network;
  std::string country;      ///< ISO 3166-1, upper case; may be empty
  std::string subdivision;  ///< ISO 3166-2, upper case; may be empty
  std::string city;
  int line = 0;  ///< 1-based
};

struct GeofeedProblem {
  int line = 0;
  std::string message;
};

/// All entries that are sound, in the order of the text, and all problems. A list with problems is not to be
/// used.
struct Geofeed {
  std::vector<GeofeedEntry> entries;
  std::vector<GeofeedProblem> problems;
};

/// `#` begins a comment, blank lines count for nothing, fields after the fifth are ignored, LF or CRLF, with
/// or without a byte order mark. A network that stands twice with different places is a problem.
Geofeed parse_geofeed(std::string_view text);

}  // namespace caveat::geoip
