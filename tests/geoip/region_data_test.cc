#include "geoip/data/region_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geoip/geofeed.h"
#include "geoip/locator.h"
#include "test_files.h"

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

std::shared_ptr<const Locator> built_in() {
  LocatorOptions options =
      with_bytes(region_data::country_database_bytes(), std::string(region_data::country_database_name()));
  options.override_texts = {{"subdivision-overlay.csv", region_data::subdivision_overlay_text()},
                            {"demo-readers.csv", region_data::demo_readers_text()}};
  return *Locator::open(options);
}

TEST(RegionData, PlacesTheReadersOfTheDemoAndRealOnes) {
  const auto locator = built_in();
  const struct {
    const char* address;
    const char* country;
    const char* subdivision;
  } kCases[] = {
      {"192.0.2.1", "CZ", "CZ-10"},
      {"192.0.2.200", "FR", "FR-IDF"},
      {"198.51.100.1", "RU", "RU-MOW"},
      {"198.51.100.200", "IR", "IR-23"},
      {"203.0.113.1", "UA", "UA-40"},
      {"203.0.113.200", "UA", ""},
      {"46.172.203.18", "UA", "UA-43"},
      {"178.219.255.158", "UA", "UA-40"},
      {"92.242.127.65", "UA", "UA-14"},
      {"178.54.229.19", "UA", "UA-09"},
      {"8.8.8.8", "US", ""},
      {"2001:718::1", "CZ", ""},
  };
  for (const auto& c : kCases) {
    const Location location = locator->locate(*Address::parse(c.address));
    EXPECT_EQ(location.country, c.country) << c.address;
    EXPECT_EQ(location.subdivision, c.subdivision) << c.address;
  }
}

TEST(RegionData, OverlayHoldsAllFourSubdivisionsAndNothingElse) {
  const Geofeed feed = parse_geofeed(region_data::subdivision_overlay_text());
  ASSERT_TRUE(feed.problems.empty());
  std::map<std::string, int> networks;
  for (const GeofeedEntry& entry : feed.entries) ++networks[entry.subdivision];
  using testing::Gt;
  using testing::Pair;
  EXPECT_THAT(networks, testing::ElementsAre(Pair("UA-09", Gt(20)), Pair("UA-14", Gt(20)),
                                             Pair("UA-40", Gt(20)), Pair("UA-43", Gt(20))));
}

TEST(RegionData, SaysWhoseDataItIs) {
  EXPECT_THAT(std::string(region_data::attribution()), testing::HasSubstr("IP Geolocation by DB-IP"));
  EXPECT_THAT(std::string(region_data::attribution_html()), testing::HasSubstr("href=\"https://db-ip.com\""));
  EXPECT_THAT(std::string(region_data::attribution()), testing::HasSubstr("nro.net"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
