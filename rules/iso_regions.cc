#include "rules/iso_regions.h"

#include <unicode/region.h>

#include <algorithm>
#include <iterator>

namespace caveat::rules {

namespace {

constexpr std::string_view kEuropeanUnion[] = {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI",
                                               "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT",
                                               "NL", "PL", "PT", "RO", "SE", "SI", "SK",
                                               // Outermost regions of France (TFEU, Art. 349) and Åland.
                                               "GF", "GP", "MF", "MQ", "RE", "YT", "AX"};

constexpr std::string_view kEeaOnly[] = {"IS", "LI", "NO"};

struct OtherCode {
  std::string_view foreign;
  std::string_view code;
};

/// Russia's own codes for ground that ISO 3166-2 lists under Ukraine.
constexpr OtherCode kOtherCodes[] = {{"RU-CR", "UA-43"}, {"RU-SEV", "UA-40"}};

struct FamiliarName {
  std::string_view code;
  std::string_view name;
};

constexpr FamiliarName kFamiliarNames[] = {{"RU", "Russia"},
                                           {"UA-43", "Crimea"},
                                           {"UA-14", "Donetsk region"},
                                           {"UA-09", "Luhansk region"},
                                           {"UA-23", "Zaporizhzhia region"},
                                           {"UA-65", "Kherson region"}};

struct ContinentArea {
  std::string_view continent;
  const char* m49;
};

/// UN M49 areas; the Americas are cut as GeoIP databases do, with the Caribbean in the north.
constexpr ContinentArea kContinentAreas[] = {{"AF", "002"}, {"AS", "142"}, {"EU", "150"}, {"OC", "009"},
                                             {"NA", "021"}, {"NA", "013"}, {"NA", "029"}, {"SA", "005"}};

bool lies_in(std::string_view country, const char* m49) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Region* area = icu::Region::getInstance(m49, status);
  const icu::Region* region = icu::Region::getInstance(std::string(country).c_str(), status);
  return U_SUCCESS(status) && area && region && area->contains(*region);
}

}  // namespace

const IsoRegion* find_iso_region(std::string_view code) {
  const auto all = iso_regions();
  const auto found =
      std::lower_bound(all.begin(), all.end(), code,
                       [](const IsoRegion& region, std::string_view wanted) { return region.code < wanted; });
  return found != all.end() && found->code == code ? &*found : nullptr;
}

std::span<const IsoRegion> iso_regions_with_prefix(std::string_view prefix) {
  const auto all = iso_regions();
  const auto begin =
      std::lower_bound(all.begin(), all.end(), prefix,
                       [](const IsoRegion& region, std::string_view wanted) { return region.code < wanted; });
  const auto end = std::find_if(
      begin, all.end(), [prefix](const IsoRegion& region) { return !region.code.starts_with(prefix); });
  return {begin, end};
}

std::string_view iso_code_of(std::string_view foreign_code) {
  for (const OtherCode& other : kOtherCodes) {
    if (other.foreign == foreign_code) return other.code;
  }
  return {};
}

std::string_view familiar_name(const IsoRegion& region) {
  for (const FamiliarName& familiar : kFamiliarNames) {
    if (familiar.code == region.code) return familiar.name;
  }
  return region.name;
}

std::span<const std::string_view> eu_countries() {
  return kEuropeanUnion;
}

std::span<const std::string_view> eea_only_countries() {
  return kEeaOnly;
}

std::span<const std::string_view> continents() {
  static constexpr std::string_view kAll[] = {"AF", "AN", "AS", "EU", "NA", "OC", "SA"};
  return kAll;
}

std::vector<std::string_view> countries_of_continent(std::string_view continent) {
  std::vector<std::string_view> out;
  if (continent == "AN") return {"AQ", "BV", "GS", "HM", "TF"};
  for (const IsoRegion& region : iso_regions()) {
    if (region.code.size() != 2) continue;
    const bool inside =
        std::any_of(std::begin(kContinentAreas), std::end(kContinentAreas), [&](const ContinentArea& area) {
          return area.continent == continent && lies_in(region.code, area.m49);
        });
    if (inside) out.push_back(region.code);
  }
  return out;
}

}  // namespace caveat::rules
