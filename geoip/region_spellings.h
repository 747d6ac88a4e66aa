// Names of regions as databases spell them and iso-codes does not.
#pragma once

#include <span>
#include <string_view>

namespace caveat::geoip {

struct RegionSpelling {
  std::string_view code;  ///< ISO 3166-1 or 3166-2
  std::string_view name;
};

/// A name without a word for its kind ("Crimea") is meant with any such word, and without.
std::span<const RegionSpelling> region_spellings();

}  // namespace caveat::geoip
