// Names of countries and subdivisions -> ISO 3166 codes, for databases that spell regions out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace caveat::geoip {

/// Built from Debian's iso-codes, the English names of CLDR, and region_spellings.h. Immutable; look-ups
/// allocate nothing. A name with another word for its kind ("Sverdlovsk Oblast" for "Sverdlovsk") is known
/// where only one place of the country has it, whatever the word.
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
  };
  using Rows = std::vector<Row>;

  void add(std::string_view code, std::string_view name);
  static void settle(Rows& rows);
  static const Row* find(const Rows& rows, std::string_view owner, std::string_view key);
  std::string_view find_name(std::string_view owner, std::string_view name) const;

  Rows names_;
  Rows bare_names_;  ///< without the words for their kind
  Rows spellings_;   ///< those of region_spellings.h that have no such word
};

}  // namespace caveat::geoip
