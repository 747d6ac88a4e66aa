#include "geoip/geofeed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

TEST(Geofeed, ReadsNetworksAndPlaces) {
  const Geofeed feed = parse_geofeed(
      "\xEF\xBB\xBF# comment, with, commas\r\n"
      "\r\n"
      "192.0.2.0/24,CZ,CZ-10,Prague,11000\r\n"
      "198.51.100.0/25 , ru , RU-mow , Moscow\n"
      "203.0.113.0/24,UA,,, # somewhere\n"
      "2001:db8::/32,,,,\n"
      "203.0.114.7,FR,FR-IDF,\"Paris, 1er # \"\"centre\"\"\",75001,more,fields");
  ASSERT_TRUE(feed.problems.empty()) << feed.problems.front().message;
  const struct {
    const char* network;
    const char* country;
    const char* subdivision;
    const char* city;
    int line;
  } kExpected[] = {
      {"192.0.2.0/24", "CZ", "CZ-10", "Prague", 3},
      {"198.51.100.0/25", "RU", "RU-MOW", "Moscow", 4},
      {"203.0.113.0/24", "UA", "", "", 5},
      {"2001:db8::/32", "", "", "", 6},
      {"203.0.114.7/32", "FR", "FR-IDF", "Paris, 1er # \"centre\"", 7},
  };
  ASSERT_EQ(feed.entries.size(), std::size(kExpected));
  for (std::size_t i = 0; i < std::size(kExpected); ++i) {
    const GeofeedEntry& entry = feed.entries[i];
    EXPECT_EQ(entry.network.to_string(), kExpected[i].network);
    EXPECT_EQ(entry.country, kExpected[i].country);
    EXPECT_EQ(entry.subdivision, kExpected[i].subdivision);
    EXPECT_EQ(entry.city, kExpected[i].city);
    EXPECT_EQ(entry.line, kExpected[i].line);
  }
}

TEST(Geofeed, TellsEveryProblemWithItsLine) {
  const struct {
    const char* line;
    const char* problem;
  } kCases[] = {
      {"nonsense,UA", "is no network"},
      {",UA,UA-43", "is no network"},
      {"192.0.2.1/24,UA", "bits set beyond its prefix"},
      {"192.0.2.0/33,UA", "prefix length"},
      {"192.0.2.0/24,UKR", "is no country code"},
      {"192.0.2.0/24,UK", "write GB"},
      {"192.0.2.0/24,XX", "no country has the code \"XX\""},
      {"192.0.2.0/24,UA,Crimea", "is no subdivision code"},
      {"192.0.2.0/24,UA,UA-99", "no subdivision has the code \"UA-99\""},
      {"192.0.2.0/24,ZZ,UA-43", "is not in country \"\""},
      {"192.0.2.0/24,UA,RU-MOW", "region RU-MOW is not in country \"UA\""},
      {"192.0.2.0/24,,UA-43", "is not in country \"\""},
      {"192.0.2.0/24,UA,UA-43,\"Yalta", "quote is not closed"},
  };
  std::string text;
  for (const auto& c : kCases) text += std::string(c.line) + "\n";
  const Geofeed feed = parse_geofeed(text);
  EXPECT_TRUE(feed.entries.empty());
  ASSERT_EQ(feed.problems.size(), std::size(kCases));
  for (std::size_t i = 0; i < std::size(kCases); ++i) {
    EXPECT_EQ(feed.problems[i].line, static_cast<int>(i + 1));
    EXPECT_THAT(feed.problems[i].message, testing::HasSubstr(kCases[i].problem));
  }
}

TEST(Geofeed, TakesTheOldWordForNoPlaceAsNone) {
  const Geofeed feed = parse_geofeed("192.0.2.0/24,ZZ,,,\n");
  ASSERT_TRUE(feed.problems.empty()) << feed.problems.front().message;
  EXPECT_EQ(feed.entries[0].country, "");
}

TEST(Geofeed, RefusesTwoPlacesForOneNetwork) {
  const Geofeed feed = parse_geofeed("192.0.2.0/24,UA\n192.0.2.0/25,RU\n192.0.2.0/24,RU\n192.0.2.0/25,RU\n");
  ASSERT_EQ(feed.problems.size(), 1U);
  EXPECT_EQ(feed.problems[0].line, 3);
  EXPECT_EQ(feed.problems[0].message, "192.0.2.0/24 has another place in line 1");
}

TEST(Geofeed, PutsContestedPlacesUnderTheirIsoCodes) {
  const Geofeed feed = parse_geofeed("192.0.2.0/25,RU,UA-43\n192.0.2.128/25,RU,RU-SEV\n");
  ASSERT_TRUE(feed.problems.empty());
  EXPECT_EQ(feed.entries[0].country + " " + feed.entries[0].subdivision, "RU UA-43");
  EXPECT_EQ(feed.entries[1].country + " " + feed.entries[1].subdivision, "RU UA-40");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
