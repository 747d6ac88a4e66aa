#include "geoip/canary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geoip/locator.h"
#include "test_files.h"

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

TEST(Canary, IsAnAddressWithItsRegion) {
  const struct {
    const char* text;
    const char* meaning;  ///< empty: it is none
  } kCases[] = {
      {"203.0.113.7=RU", "203.0.113.7 is in RU"},
      {" 203.0.113.7 =\tru ", "203.0.113.7 is in RU"},
      {"2001:db8::1 = UA-40", "2001:db8::1 is in UA-40"},
      {"203.0.113.7", ""},
      {"203.0.113.7 =", ""},
      {"203.0.113.7 = Russia", ""},
      {"203.0.113.7 = unknown", ""},
      {"203.0.113.0/24 = RU", ""},
      {"= RU", ""},
  };
  for (const auto& c : kCases) {
    const auto canary = Canary::parse(c.text);
    EXPECT_EQ(canary ? canary->to_string() : "", c.meaning) << c.text;
  }
}

TEST(Canary, HasToBeWhereItShouldBe) {
  const struct {
    const char* canary;
    const char* why;  ///< empty: the databases are taken
  } kCases[] = {
      {"192.0.2.1 = UA", ""},
      {"192.0.2.1 = UA-43", ""},
      {"::ffff:192.0.2.1 = UA", ""},
      {"64:ff9b::192.0.2.1 = UA", ""},
      {"192.0.2.1 = UA-40",
       "`canaries` of [geoip] says that 192.0.2.1 is in UA-40, and by the databases it is in UA-43"},
      {"203.0.113.1 = FR", "203.0.113.1 is in FR, and by the databases it is in DE"},
      {"10.0.0.1 = FR", "10.0.0.1 is in FR, and by the databases nobody knows where it is"},
  };
  for (const auto& c : kCases) {
    LocatorOptions options = with_database(written("nested"));
    options.canaries = {*Canary::parse("198.51.100.1 = RU"), *Canary::parse(c.canary)};
    const auto locator = Locator::open(options);
    EXPECT_EQ(locator.has_value(), *c.why == '\0') << c.canary;
    if (locator) continue;
    EXPECT_EQ(locator.error().file, written("nested"));
    EXPECT_THAT(locator.error().message, testing::EndsWith(c.why)) << c.canary;
  }
}

TEST(Canary, IsAskedOfTheDatabasesAndNotOfOverrides) {
  LocatorOptions options = with_database(written("nested"));
  options.override_texts = {{"list", "192.0.2.0/24,FR,,\n"}};
  options.canaries = {*Canary::parse("192.0.2.1 = FR")};
  EXPECT_FALSE(Locator::open(options));
  options.canaries = {*Canary::parse("192.0.2.1 = UA")};
  EXPECT_TRUE(Locator::open(options));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
