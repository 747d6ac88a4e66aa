// A part of the world that rules speak of, and whether a reader is in it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "geoip/location.h"

namespace caveat::rules {

/// Three-valued: what is not known of a reader makes the answer uncertain, never wrong.
enum class Inside { no, uncertain, yes };

class Region;

/// What has to be known of a reader beside the country. Some region data never tells it.
struct AskedFacts {
  std::vector<std::string> subdivisions;  ///< ISO 3166-2
  bool autonomous_system = false;
  bool anonymity = false;
};

/// What a region is made of. Codes are kept sorted.
struct RegionParts {
  std::vector<std::string> codes;       ///< countries and subdivisions
  std::vector<std::string> continents;  ///< for readers of whom only the continent is known
  std::vector<geoip::Network> networks;
  std::vector<std::uint32_t> autonomous_systems;
  std::vector<std::shared_ptr<const Region>> regions;
  bool everywhere = false;
  bool unknown = false;
  bool anonymous = false;
  bool lookup_failed = false;
};

/// Immutable.
class Region {
 public:
  /// `uncertain_is_inside`: how a rule that is no block takes readers who may or may not be inside.
  Region(std::string name, std::string title, RegionParts include, RegionParts exclude,
         bool uncertain_is_inside);

  Inside holds(const geoip::Location& location) const;

  /// What is not known of the reader, where `holds` is uncertain: "subdivision unknown".
  std::string missing_detail(const geoip::Location& location) const;

  const std::string& name() const { return name_; }
  const std::string& title() const { return title_; }
  bool uncertain_is_inside() const { return uncertain_is_inside_; }
  /// Holds every reader, so that it is no question about the reader at all.
  bool is_everywhere() const;
  /// Whether networks or autonomous systems are a part of it, so that a place alone does not tell.
  bool asks_for_network() const;
  /// Asks for a country, a subdivision or a continent only, or whether these are known.
  bool asks_for_place_only() const;
  /// Adds what the region asks for to `asked`.
  void add_asked_facts(AskedFacts& asked) const;
  /// How many regions are asked in turn, with this one.
  std::size_t nesting() const { return nesting_; }
  /// What it is made of if nothing is excluded; else null.
  const RegionParts* plain_parts() const;

 private:
  std::string name_;
  std::string title_;
  RegionParts include_;
  RegionParts exclude_;
  bool uncertain_is_inside_;
  std::size_t nesting_ = 1;
};

/// The most exact words for where a reader is: "UA-40", "RU", "unknown", "lookup_failed".
std::string region_code(const geoip::Location& location);

}  // namespace caveat::rules
