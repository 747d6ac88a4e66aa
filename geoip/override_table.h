// The operator's overrides: the longest network that holds an address, in a binary search.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "geoip/geofeed.h"
#include "geoip/locator.h"

namespace caveat::geoip {

/// Immutable once built; look-ups allocate nothing.
class OverrideTable {
 public:
  struct Override {
    GeofeedEntry entry;
    std::size_t list = 0;  ///< index of the list's name
  };

  /// Reads every list, texts before files; a later one wins over an earlier one on the same network. The
  /// error names the first problem's line and the lines of the others.
  static boost::system::result<OverrideTable, LocatorError> open(const LocatorOptions& options);

  /// Null: no list holds the address. Valid as long as the table.
  const Override* find(const Address& address) const;

  const std::string& list_name(const Override& found) const { return names_[found.list]; }
  std::size_t size() const { return overrides_.size(); }
  /// Whether any override says more than the country.
  bool tells_subdivisions() const;

 private:
  /// From `start` up to the next range's start, `answer` is the longest network; none: -1.
  struct Range {
    Address start;
    std::int32_t answer = -1;
  };

  boost::system::result<void, LocatorError> add(const std::string& name, std::string_view text);
  void settle();
  void begin_range(const Address& start, std::int32_t answer);

  std::vector<std::string> names_;
  std::vector<Override> overrides_;  ///< by network, then prefix length
  std::vector<Range> ranges_;        ///< ascending, without overlap
};

}  // namespace caveat::geoip
