#include "geoip/region_succession.h"

#include <cstdint>

namespace caveat::geoip {
namespace {

/// Enough that all large countries are among them, and few enough to be looked up in a moment.
constexpr std::uint32_t kAsked = 2048;
/// From fewer nothing is concluded.
constexpr int kFewest = 64;

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

}  // namespace

std::string loss_of_places(const Locator& in_force, const Locator& next) {
  int placed = 0;
  int kept = 0;
  for (std::uint32_t part = 0; part < kAsked; ++part) {
    const Address address = spread_address(part);
    const Location before = in_force.locate(address);
    if (before.source != LocationSource::database || before.country.empty()) continue;
    ++placed;
    if (next.locate(address).country == before.country) ++kept;
  }
  if (placed < kFewest || 2 * kept >= placed) return {};
  return "it places only " + std::to_string(kept) + " of " + std::to_string(placed) +
         " addresses in the country that the data in force has for them: it is taken for a wrong file. If it "
         "is the right one, restart";
}

}  // namespace caveat::geoip
