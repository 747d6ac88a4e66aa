#include "rules/region.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <tuple>
#include <utility>

#include "rules/iso_regions.h"

namespace caveat::rules {

namespace {

using geoip::Location;
using geoip::LocationSource;
using geoip::LocationStatus;

bool contains(const std::vector<std::string>& sorted, std::string_view wanted) {
  return std::binary_search(sorted.begin(), sorted.end(), wanted);
}

/// Whether one of the codes lies in the area with that code: "UA" has "UA-43".
bool contains_part_of(const std::vector<std::string>& sorted, std::string_view area) {
  const std::string prefix = std::string(area) + "-";
  const auto found = std::lower_bound(sorted.begin(), sorted.end(), prefix);
  if (found != sorted.end() && found->starts_with(prefix)) return true;
  return std::any_of(sorted.begin(), sorted.end(), [area](const std::string& code) {
    const IsoRegion* region = code.size() > 2 ? find_iso_region(code) : nullptr;
    return region && !region->parent.empty() && region->parent == area;
  });
}

/// Whether a subdivision, what it lies in, or the country of its code is among the codes. Databases write
/// Crimea under Russia's code or Ukraine's: the reader is in both.
bool contains_subdivision(const std::vector<std::string>& codes, std::string_view subdivision) {
  if (contains(codes, subdivision) || contains(codes, subdivision.substr(0, 2))) return true;
  const IsoRegion* region = find_iso_region(subdivision);
  return region && !region->parent.empty() && contains(codes, region->parent);
}

Inside by_code(const RegionParts& parts, const Location& location) {
  if (parts.codes.empty() && parts.continents.empty()) return Inside::no;
  if (location.status != LocationStatus::found) return Inside::uncertain;
  if (location.country.empty()) {
    if (location.continent.empty()) return Inside::uncertain;
    if (contains(parts.continents, location.continent)) return Inside::yes;
    return parts.codes.empty() ? Inside::no : Inside::uncertain;
  }
  if (contains(parts.codes, location.country)) return Inside::yes;
  if (location.subdivision.empty()) {
    return contains_part_of(parts.codes, location.country) ? Inside::uncertain : Inside::no;
  }
  if (contains_subdivision(parts.codes, location.subdivision)) return Inside::yes;
  const std::string_view other = iso_code_of(location.subdivision);
  if (!other.empty() && contains_subdivision(parts.codes, other)) return Inside::yes;
  return contains_part_of(parts.codes, location.subdivision) ? Inside::uncertain : Inside::no;
}

/// A fact that the source does not tell. A reader who is stated to be somewhere is taken at that word.
Inside untold(const Location& location) {
  return location.source == LocationSource::stated ? Inside::no : Inside::uncertain;
}

Inside by_network(const RegionParts& parts, const Location& location) {
  if (parts.networks.empty()) return Inside::no;
  if (!location.address) return untold(location);
  const bool inside =
      std::any_of(parts.networks.begin(), parts.networks.end(), [&](const geoip::Network& network) {
        return network.contains(*location.address) ||
               (location.embedded && network.contains(*location.embedded));
      });
  return inside ? Inside::yes : Inside::no;
}

Inside by_autonomous_system(const RegionParts& parts, const Location& location) {
  if (parts.autonomous_systems.empty()) return Inside::no;
  if (!location.autonomous_system) return untold(location);
  const auto& systems = parts.autonomous_systems;
  const bool inside = std::binary_search(systems.begin(), systems.end(), *location.autonomous_system);
  return inside ? Inside::yes : Inside::no;
}

Inside by_state(const RegionParts& parts, const Location& location) {
  if (parts.everywhere || (parts.unknown && location.status == LocationStatus::unknown) ||
      (parts.lookup_failed && location.status == LocationStatus::lookup_failed)) {
    return Inside::yes;
  }
  if (!parts.anonymous) return Inside::no;
  if (!location.anonymous) return untold(location);
  return *location.anonymous ? Inside::yes : Inside::no;
}

Inside any_of(const RegionParts& parts, const Location& location) {
  Inside best = std::max({by_state(parts, location), by_code(parts, location), by_network(parts, location),
                          by_autonomous_system(parts, location)});
  for (const auto& region : parts.regions) {
    if (best == Inside::yes) break;
    best = std::max(best, region->holds(location));
  }
  return best;
}

bool have_network(const RegionParts& parts) {
  return !parts.networks.empty() || !parts.autonomous_systems.empty() ||
         std::any_of(parts.regions.begin(), parts.regions.end(),
                     [](const auto& region) { return region->asks_for_network(); });
}

bool may_hold(const RegionParts& parts, std::string_view country) {
  return parts.everywhere || !parts.regions.empty() || !parts.continents.empty() ||
         contains(parts.codes, country);
}

bool is_empty(const RegionParts& parts) {
  return !parts.everywhere && !parts.unknown && !parts.anonymous && !parts.lookup_failed &&
         parts.codes.empty() && parts.continents.empty() && parts.networks.empty() &&
         parts.autonomous_systems.empty() && parts.regions.empty();
}

template <typename T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

bool comes_before(const geoip::Network& a, const geoip::Network& b) {
  return std::tie(a.base.bytes, a.prefix_length) < std::tie(b.base.bytes, b.prefix_length);
}

void sort(RegionParts& parts) {
  sort_unique(parts.codes);
  sort_unique(parts.continents);
  sort_unique(parts.autonomous_systems);
  sort_unique(parts.regions);
  std::sort(parts.networks.begin(), parts.networks.end(), comes_before);
  parts.networks.erase(
      std::unique(parts.networks.begin(), parts.networks.end(),
                  [](const auto& a, const auto& b) { return !comes_before(a, b) && !comes_before(b, a); }),
      parts.networks.end());
}

}  // namespace

Region::Region(std::string name, std::string title, RegionParts include, RegionParts exclude,
               bool uncertain_is_inside)
    : name_(std::move(name)),
      title_(std::move(title)),
      include_(std::move(include)),
      exclude_(std::move(exclude)),
      uncertain_is_inside_(uncertain_is_inside) {
  sort(include_);
  sort(exclude_);
  for (const RegionParts* parts : {&include_, &exclude_}) {
    for (const auto& region : parts->regions) nesting_ = std::max(nesting_, region->nesting() + 1);
  }
}

Inside Region::holds(const geoip::Location& location) const {
  const Inside included = any_of(include_, location);
  const Inside excluded = any_of(exclude_, location);
  if (included == Inside::no || excluded == Inside::yes) return Inside::no;
  return excluded == Inside::uncertain ? Inside::uncertain : included;
}

std::string Region::missing_detail(const geoip::Location& location) const {
  if (location.status == LocationStatus::lookup_failed) return "the look-up failed";
  if (location.status == LocationStatus::unknown) return "place unknown";
  if (location.country.empty()) return "country unknown";
  for (const RegionParts* parts : {&include_, &exclude_}) {
    if (by_code(*parts, location) == Inside::uncertain) {
      return location.subdivision.empty() ? "subdivision unknown"
                                          : "part of " + location.subdivision + " unknown";
    }
    if (by_state(*parts, location) == Inside::uncertain)
      return "not told whether by way of a VPN or the like";
    if (by_network(*parts, location) == Inside::uncertain) return "address unknown";
    if (by_autonomous_system(*parts, location) == Inside::uncertain) return "network operator unknown";
    for (const auto& region : parts->regions) {
      if (region->holds(location) == Inside::uncertain) return region->missing_detail(location);
    }
  }
  return "something unknown";
}

bool Region::is_everywhere() const {
  return include_.everywhere && is_empty(exclude_);
}

bool Region::asks_for_network() const {
  return have_network(include_) || have_network(exclude_);
}

bool Region::asks_for_place_only() const {
  const auto place_only = [](const RegionParts& parts) {
    return !parts.anonymous && parts.networks.empty() && parts.autonomous_systems.empty() &&
           std::all_of(parts.regions.begin(), parts.regions.end(),
                       [](const auto& region) { return region->asks_for_place_only(); });
  };
  return place_only(include_) && place_only(exclude_);
}

void Region::add_asked_facts(AskedFacts& asked) const {
  for (const RegionParts* parts : {&include_, &exclude_}) {
    const bool excluded = parts == &exclude_;
    std::copy_if(parts->codes.begin(), parts->codes.end(), std::back_inserter(asked.subdivisions),
                 [&](const std::string& code) {
                   const std::string_view country = std::string_view(code).substr(0, 2);
                   if (code.size() <= 2 || contains(parts->codes, country)) return false;
                   return !excluded || may_hold(include_, country);
                 });
    asked.autonomous_system |= !parts->autonomous_systems.empty();
    asked.anonymity |= parts->anonymous;
    for (const auto& region : parts->regions) region->add_asked_facts(asked);
  }
}

const RegionParts* Region::plain_parts() const {
  return is_empty(exclude_) ? &include_ : nullptr;
}

std::string region_code(const geoip::Location& location) {
  if (location.status == LocationStatus::lookup_failed) return "lookup_failed";
  if (location.status == LocationStatus::unknown || location.country.empty()) return "unknown";
  return location.subdivision.empty() ? location.country : location.subdivision;
}

}  // namespace caveat::rules
