#include "geoip/region_succession.h"

#include <cstdint>
#include <map>
#include <string>

namespace caveat::geoip {
namespace {

/// Enough that all large countries are among them, and few enough to be looked up in a moment.
constexpr std::uint32_t kAsked = 2048;
/// From fewer nothing is concluded; of one country, likewise.
constexpr int kFewest = 64;
constexpr int kFewestOfCountry = 8;

/// One out of each of `kAsked` equal parts of IPv4, at a place of its own in each; the same at each call.
Address spread_address(std::uint32_t part) {
  constexpr std::uint32_t kPartSize = UINT32_MAX / kAsked + 1;
  constexpr std::uint32_t kGoldenRatio = 2654435761U;  // multiples of it lie evenly (Knuth, 6.4)
  const std::uint32_t value = part * kPartSize + part * kGoldenRatio % kPartSize;
  Address address;
  address.bytes[10] = address.bytes[11] = 0xff;
  for (unsigned i = 0; i < 4; ++i) address.bytes[12 + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
  return address;
}

/// Of the addresses that the data in force places.
struct KeptPlaces {
  int placed = 0;
  int kept = 0;
  bool is_loss(int fewest) const { return placed >= fewest && 2 * kept < placed; }
};

std::string in_words_of_loss(const KeptPlaces& all, const std::string& country) {
  std::string words =
      "it places only " + std::to_string(all.kept) + " of " + std::to_string(all.placed) + " addresses ";
  words += country.empty() ? "in the country that the data in force has for them"
                           : "in " + country + " that the data in force has there";
  return words + ": it is taken for a wrong file. If it is the right one, restart";
}

}  // namespace

std::string loss_of_places(const Locator& in_force, const Locator& next) {
  KeptPlaces all;
  std::map<std::string, KeptPlaces> by_country;
  for (std::uint32_t part = 0; part < kAsked; ++part) {
    const Address address = spread_address(part);
    const Location before = in_force.locate(address);
    if (before.source != LocationSource::database || before.country.empty()) continue;
    const int kept = next.locate(address).country == before.country ? 1 : 0;
    for (KeptPlaces* const count : {&all, &by_country[before.country]}) {
      ++count->placed;
      count->kept += kept;
    }
  }
  if (all.placed < kFewest) return {};
  if (all.is_loss(kFewest)) return in_words_of_loss(all, "");
  for (const auto& [country, count] : by_country) {
    if (count.is_loss(kFewestOfCountry)) return in_words_of_loss(count, country);
  }
  return {};
}

}  // namespace caveat::geoip
