#include "geoip/location.h"

#include <gtest/gtest.h>

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

TEST(StatedLocation, IsWhatTheCodeSays) {
  const struct {
    const char* code;
    LocationStatus status;
    const char* country;
    const char* subdivision;
  } kCases[] = {
      {"RU", LocationStatus::found, "RU", ""},
      {"ua-40", LocationStatus::found, "UA", "UA-40"},
      {"FR-IDF", LocationStatus::found, "FR", "FR-IDF"},
      {"CZ-10", LocationStatus::found, "CZ", "CZ-10"},
      {"unknown", LocationStatus::unknown, "", ""},
      {"anonymous", LocationStatus::unknown, "", ""},
      {"lookup_failed", LocationStatus::lookup_failed, "", ""},
  };
  for (const auto& c : kCases) {
    const auto location = Location::stated(c.code);
    ASSERT_TRUE(location) << c.code;
    EXPECT_EQ(location->status, c.status) << c.code;
    EXPECT_EQ(location->country, c.country) << c.code;
    EXPECT_EQ(location->subdivision, c.subdivision) << c.code;
    EXPECT_EQ(location->source, LocationSource::stated) << c.code;
  }
}

TEST(StatedLocation, IsAnonymousOnlyIfItSaysSo) {
  EXPECT_EQ(Location::stated("anonymous")->anonymous, true);
  EXPECT_EQ(Location::stated("RU")->anonymous, std::nullopt);
}

TEST(StatedLocation, RefusesWhatHasNotTheForm) {
  for (const auto* code :
       {"", "R", "RUS", "R1", "UA-", "UA-4000", "UA_40", "UA-4 ", "UA--1", "Unknown", "-40"}) {
    EXPECT_FALSE(Location::stated(code)) << code;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
