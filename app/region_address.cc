#include "app/region_address.h"

#include <fstream>
#include <iterator>

#include "geoip/geofeed.h"

namespace caveat::app {
namespace {

/// A region with one network of 1,024 addresses is found with a probability of 63 %.
constexpr std::uint32_t kTrials = 4'000'000;
/// Its multiples visit the whole space evenly (Knuth, TAOCP 3, 6.4).
constexpr std::uint32_t kStep = 2'654'435'769U;

/// A country without subdivision is not in one of it: data that knows less is what readers are judged by.
bool is_in(const geoip::Location& location, const std::string& region) {
  return location.subdivision == region || location.country == region;
}

geoip::Address v4(std::uint32_t number) {
  geoip::Address address;
  address.bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  for (std::size_t i = 0; i < 4; ++i)
    address.bytes[12 + i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
  return address;
}

std::optional<geoip::Address> in_geofeed(const std::string& text, const std::string& region,
                                         const geoip::Locator& locator) {
  for (const geoip::GeofeedEntry& entry : geoip::parse_geofeed(text).entries) {
    geoip::Address address = entry.network.base;
    // Not the network's own address, where there is another.
    if (entry.network.prefix_length < 128) address.bytes[15] |= 1U;
    if (is_in(locator.locate(address), region)) return address;
  }
  return std::nullopt;
}

}  // namespace

std::optional<geoip::Address> address_in(const std::string& region, const geoip::Locator& locator,
                                         const geoip::LocatorOptions& data) {
  for (const std::string& path : data.override_paths) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (auto found = in_geofeed(text, region, locator)) return found;
  }
  for (const auto& [name, text] : data.override_texts) {
    if (auto found = in_geofeed(std::string(text), region, locator)) return found;
  }
  for (std::uint32_t trial = 1; trial <= kTrials; ++trial) {
    const geoip::Address address = v4(trial * kStep);
    if (is_in(locator.locate(address), region)) return address;
  }
  return std::nullopt;
}

}  // namespace caveat::app
