#include "geoip/combined_location.h"

#include <gtest/gtest.h>

#include "geoip/stated_place.h"

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

/// "UA-43", "UA", "unknown" or "lookup_failed", from a database.
Location said(const char* code) {
  Location location = *Location::stated(code);
  location.source = LocationSource::database;
  return location;
}

std::string place_of(const Location& location) {
  if (location.status == LocationStatus::lookup_failed) return "lookup_failed";
  if (location.status == LocationStatus::unknown) return "unknown";
  return location.country + (location.subdivision.empty() ? "" : " " + location.subdivision);
}

TEST(CombinedLocation, IsWhereTheFirstSourceThatKnowsTheCountrySays) {
  const struct {
    const char* first;
    const char* second;
    const char* both;
  } kCases[] = {
      {"UA", "RU", "UA"},
      {"unknown", "RU", "RU"},
      {"lookup_failed", "RU", "RU"},
      {"RU", "lookup_failed", "RU"},
      {"unknown", "lookup_failed", "lookup_failed"},
      {"lookup_failed", "unknown", "lookup_failed"},
      {"unknown", "unknown", "unknown"},
      {"UA", "UA-43", "UA UA-43"},
      {"UA-40", "UA-43", "UA UA-40"},
      {"RU", "UA-43", "RU"},
  };
  for (const auto& c : kCases) {
    Location both = said(c.first);
    add_to(both, said(c.second));
    EXPECT_EQ(place_of(both), c.both) << c.first << " and " << c.second;
  }
}

TEST(CombinedLocation, IsAnonymousWhereAnySourceSaysSo) {
  const std::optional<bool> kUntold;
  const struct {
    std::optional<bool> first, second, both;
  } kCases[] = {
      {kUntold, kUntold, kUntold}, {kUntold, false, false}, {false, kUntold, false}, {false, true, true},
      {true, false, true},         {kUntold, true, true},   {true, kUntold, true},
  };
  for (const auto& c : kCases) {
    Location both = said("UA");
    both.anonymous = c.first;
    Location later = said("unknown");
    later.anonymous = c.second;
    add_to(both, later);
    EXPECT_EQ(both.anonymous, c.both);
  }
}

TEST(CombinedLocation, HasTheAutonomousSystemOfTheFirstThatTellsIt) {
  Location both = said("UA");
  for (const std::uint32_t number : {64500U, 64501U}) {
    Location later = said("unknown");
    later.autonomous_system = number;
    add_to(both, later);
  }
  EXPECT_EQ(both.autonomous_system, 64500U);
}

TEST(CombinedLocation, KeepsOnlyOverridesWhereDatabasesAreTooOld) {
  Location looked_up = said("UA-43");
  looked_up.anonymous = false;
  looked_up.autonomous_system = 64500;
  looked_up.continent = "EU";
  looked_up.address = Address::parse("192.0.2.1");
  Location left = without_databases(looked_up);
  EXPECT_EQ(place_of(left), "unknown");
  EXPECT_EQ(left.anonymous, std::nullopt);
  EXPECT_EQ(left.autonomous_system, std::nullopt);
  EXPECT_EQ(left.continent, "");
  EXPECT_EQ(left.address, looked_up.address);

  looked_up.source = LocationSource::override_list;
  left = without_databases(looked_up);
  EXPECT_EQ(place_of(left), "UA UA-43");
  EXPECT_EQ(left.anonymous, std::nullopt);
}

TEST(CombinedLocation, IsWhereATrustedHeaderSaysUnlessAnOverrideKnowsBetter) {
  const struct {
    const char* header;
    LocationSource looked_up_in;
    const char* place;
  } kCases[] = {
      {"CZ", LocationSource::database, "CZ"},
      {"UA", LocationSource::database, "UA"},  // the address may be the CDN's: its subdivision says nothing
      {"CZ", LocationSource::override_list, "UA UA-43"},
      {"CZ", LocationSource::none, "CZ"},
      {"XX", LocationSource::database, "UA UA-43"},  // it does not know: the database may
      {"T1", LocationSource::database, "unknown"},   // Tor: where its exit is says nothing
      {"T1", LocationSource::override_list, "UA UA-43"},
      {"Czechia", LocationSource::database, "lookup_failed"},
  };
  for (const auto& c : kCases) {
    Location looked_up = said("UA-43");
    looked_up.source = c.looked_up_in;
    looked_up.autonomous_system = 64500;
    looked_up.address = Address::parse("192.0.2.1");
    const Location location = stated_before(read_stated_place(c.header, ""), looked_up);
    EXPECT_EQ(place_of(location), c.place) << c.header;
    EXPECT_EQ(location.autonomous_system, 64500U) << "the header says nothing of the network";
    EXPECT_EQ(location.address, looked_up.address);
    EXPECT_EQ(location.anonymous.value_or(false), std::string(c.header) == "T1") << c.header;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
