// ISO 3166-1 countries and ISO 3166-2 subdivisions, from Debian's iso-codes at build time.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::rules {

struct IsoRegion {
  std::string_view code;  ///< "UA" or "UA-43"
  std::string_view name;  ///< in English or transliterated, as the standard lists it
  std::string_view
      parent;  ///< the subdivision that this one lies in; empty if it lies in the country directly
};

/// In order of code. Generated.
std::span<const IsoRegion> iso_regions();

/// The entry of that code, or null.
const IsoRegion* find_iso_region(std::string_view code);

/// Every code that begins with `prefix` ("UA-").
std::span<const IsoRegion> iso_regions_with_prefix(std::string_view prefix);

/// Codes of the same ground under another country's code, as databases write it: "RU-CR" is "UA-43". Empty if
/// there is none.
std::string_view iso_code_of(std::string_view foreign_code);

/// A name that readers know: "Crimea" where ISO says "Avtonomna Respublika Krym".
std::string_view familiar_name(const IsoRegion& region);

/// Members of the European Union, with their outermost regions that have country codes of their own; and, for
/// the European Economic Area, Iceland, Liechtenstein and Norway.
std::span<const std::string_view> eu_countries();
std::span<const std::string_view> eea_only_countries();

/// AF AN AS EU NA OC SA, as GeoIP databases name them.
std::span<const std::string_view> continents();

/// Countries of a continent, by the UN's M49; empty if there is no such continent.
std::vector<std::string_view> countries_of_continent(std::string_view continent);

}  // namespace caveat::rules
