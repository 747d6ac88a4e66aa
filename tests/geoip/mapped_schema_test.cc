// Databases whose fields the operator names.
#include "geoip/schemas/mapped_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geoip/locator.h"
#include "test_files.h"

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

LocatorOptions mapped(const char* database, FieldMapping fields) {
  LocatorOptions options;
  options.databases.push_back(file_source(written(database), std::move(fields)));
  return options;
}

FieldMapping odd_fields() {
  return {.country = "place.land",
          .subdivision = {"place.part", "place.parts.0"},
          .continent = {},
          .autonomous_system = "net.number",
          .anonymous = {"net.hidden"}};
}

TEST(MappedSchema, ReadsCodesAndNamesWhereItIsToldThatTheyAre) {
  const auto opened = Locator::open(mapped("odd-fields", odd_fields()));
  ASSERT_TRUE(opened) << opened.error().message;
  const struct {
    const char* address;
    LocationStatus status;
    const char* country;
    const char* subdivision;
    std::optional<bool> anonymous;
    std::optional<std::uint32_t> system;
  } kCases[] = {
      {"192.0.2.1", LocationStatus::found, "UA", "UA-40", true, 64500},
      {"192.0.2.65", LocationStatus::found, "UA", "UA-43", false, 64501},
      {"192.0.2.129", LocationStatus::found, "GB", "GB-ENG", false, std::nullopt},
      {"192.0.2.193", LocationStatus::found, "UA", "", false, std::nullopt},
      {"198.51.100.1", LocationStatus::found, "RU", "UA-43", false, std::nullopt},
      {"198.51.100.65", LocationStatus::lookup_failed, "", "", false, std::nullopt},
      {"198.51.100.129", LocationStatus::unknown, "", "", false, std::nullopt},
      {"198.51.100.193", LocationStatus::unknown, "", "", false, 64502},
  };
  for (const auto& c : kCases) {
    const Location location = (*opened)->locate(*Address::parse(c.address));
    EXPECT_EQ(location.status, c.status) << c.address;
    EXPECT_EQ(location.country, c.country) << c.address;
    EXPECT_EQ(location.subdivision, c.subdivision) << c.address;
    EXPECT_EQ(location.anonymous, c.anonymous) << c.address;
    EXPECT_EQ(location.autonomous_system, c.system) << c.address;
  }
}

TEST(MappedSchema, SettlesWhatIsAmbiguous) {
  const FieldMapping by_name{
      .country = "country", .subdivision = {}, .continent = {}, .autonomous_system = {}, .anonymous = {}};
  const auto either = Locator::open(mapped("ambiguous-country", by_name));
  ASSERT_TRUE(either) << either.error().message;
  EXPECT_EQ((*either)->locate(*Address::parse("192.0.2.1")).country, "UA");
  EXPECT_EQ((*either)->locate(*Address::parse("198.51.100.1")).country, "RU");
  EXPECT_THAT((*either)->description(), testing::StartsWith("mapped (`country` holds countries) database"));
  for (const char* path : {"country.iso_code", "country_code"}) {
    FieldMapping fields = by_name;
    fields.country = path;
    EXPECT_TRUE(Locator::open(mapped("mixed-schemas", fields))) << path;
  }
}

TEST(MappedSchema, RefusesPathsThatLeadNowhere) {
  const struct {
    const char* country;
    const char* why;
  } kCases[] = {
      {"place.country", "`country = \"place.country\"` is a field that none of its records has"},
      {"place..land", "has an empty step"},
      {".land", "has an empty step"},
      {"place.", "has an empty step"},
      {"a.b.c.d.e.f.g", "has more steps than any record has levels"},
      {"place.land.0", "that none of its records has"},
  };
  for (const auto& c : kCases) {
    FieldMapping fields = odd_fields();
    fields.country = c.country;
    const auto opened = Locator::open(mapped("odd-fields", fields));
    ASSERT_FALSE(opened) << c.country;
    EXPECT_THAT(opened.error().message, testing::HasSubstr(c.why));
  }
}

TEST(MappedSchema, MayNameOnlyMarksOfNetworks) {
  LocatorOptions options = with_database(written("nested-without-marks"));
  options.databases.push_back(file_source(written("odd-fields"), {.country = {},
                                                                  .subdivision = {},
                                                                  .continent = {},
                                                                  .autonomous_system = {},
                                                                  .anonymous = {"net.hidden"}}));
  const auto locator = Locator::open(options);
  ASSERT_TRUE(locator) << locator.error().message;
  EXPECT_EQ((*locator)->locate(*Address::parse("192.0.2.1")).anonymous, true);
  EXPECT_EQ((*locator)->locate(*Address::parse("192.0.2.1")).country, "UA");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
