// Names of countries and subdivisions -> ISO 3166 codes, for databases that spell regions out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace caveat::geoip {

/// Built from Debian's iso-codes and region_spellings.h. Immutable; look-ups allocate nothing.
class RegionNames {
 public:
  RegionNames();

  /// ISO 3166-1 code; empty for a name that is unknown or means several countries.
  std::string_view country(std::string_view name) const;

  /// ISO 3166-2 code of the subdivision that a source calls `name` under `country` (a code); empty as above.
  /// Under RU, "Crimea" and its like are found under their ISO 3166-2 codes, which begin with UA-.
  std::string_view subdivision(std::string_view country, std::string_view name) const;

 private:
  /// `owner` is the country of a subdivision, empty for a country. A key for two codes has no code.
  struct Row {
    std::string_view owner;
    std::string key;
    std::string_view code;
    bool any_kind =
        false;  ///< "Crimea", whatever "republic" stands beside it; not so "Moscow", city or oblast
  };

  void add(std::string_view code, std::string_view name, bool any_kind);
  void settle();
  const Row* find(std::string_view owner, std::string_view key) const;
  std::string_view find_name(std::string_view owner, std::string_view name) const;

  std::vector<Row> rows_;
};

}  // namespace caveat::geoip
