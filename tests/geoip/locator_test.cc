#include "geoip/locator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "test_files.h"

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

using Status = LocationStatus;

std::shared_ptr<const Locator> open_file(const std::string& path) {
  LocatorOptions options = with_database(path);
  auto locator = Locator::open(options);
  if (!locator) ADD_FAILURE() << path << ": " << locator.error().message;
  return locator ? *locator : nullptr;
}

Location locate(const Locator& locator, const char* address) {
  return locator.locate(*Address::parse(address));
}

struct PlaceCase {
  const char* database;
  const char* address;
  Status status;
  const char* country;
  const char* subdivision;
};

TEST(Locator, ReadsEverySchema) {
  const PlaceCase kCases[] = {
      {"flat-code", "192.0.2.1", Status::found, "CZ", ""},
      {"flat-code", "2001:db8::1", Status::found, "UA", ""},
      {"flat-code", "203.0.113.1", Status::unknown, "", ""},
      {"flat-code", "203.0.114.1", Status::unknown, "", ""},
      {"flat-code", "203.0.115.1", Status::unknown, "", ""},
      {"flat-code", "203.0.116.1", Status::lookup_failed, "", ""},
      {"flat-code", "203.0.117.1", Status::unknown, "", ""},
      {"flat-country-is-code", "192.0.2.1", Status::found, "UA", "UA-43"},
      {"flat-country-is-code", "198.51.100.1", Status::found, "US", "US-NY"},
      {"flat-country-is-code", "203.0.113.1", Status::found, "FR", ""},
      {"flat-country-is-name", "192.0.2.1", Status::found, "UA", "UA-43"},
      {"flat-country-is-name", "198.51.100.1", Status::found, "RU", "RU-MOW"},
      {"flat-country-is-name", "203.0.113.1", Status::found, "CZ", ""},
      {"flat-country-is-name", "203.0.114.1", Status::lookup_failed, "", ""},
      {"flat-country-is-name", "203.0.115.1", Status::unknown, "", ""},
      {"flat-city", "192.0.2.1", Status::found, "UA", "UA-40"},
      {"flat-city", "192.0.2.65", Status::found, "UA", "UA-43"},
      {"flat-city", "192.0.2.129", Status::found, "UA", "UA-14"},
      {"flat-city", "192.0.2.193", Status::found, "UA", "UA-09"},
      {"flat-city", "198.51.100.1", Status::found, "RU", "UA-43"},
      {"flat-city", "198.51.100.65", Status::found, "RU", "UA-40"},
      {"flat-city", "198.51.100.129", Status::found, "RU", "RU-BA"},
      {"flat-city", "203.0.113.1", Status::found, "UA", "UA-63"},
      {"flat-city", "203.0.113.65", Status::found, "UA", ""},
      {"flat-city", "203.0.113.129", Status::found, "US", "US-LA"},
      {"flat-ipv4", "192.0.2.1", Status::found, "CZ", ""},
      {"flat-ipv4", "2001:db8::1", Status::unknown, "", ""},
      {"flat-large-records", "::ffff:192.0.2.1", Status::found, "CZ", ""},
      {"nested", "192.0.2.1", Status::found, "UA", "UA-43"},
      {"nested", "192.0.2.129", Status::unknown, "", ""},
      {"nested", "198.51.100.1", Status::found, "RU", "UA-43"},
      {"nested", "198.51.100.129", Status::found, "UA", "UA-40"},
      {"nested", "203.0.113.1", Status::found, "DE", ""},
  };
  for (const PlaceCase& c : kCases) {
    const auto locator = open_file(written(c.database));
    ASSERT_TRUE(locator);
    const Location location = locate(*locator, c.address);
    EXPECT_EQ(location.status, c.status) << c.database << " " << c.address;
    EXPECT_EQ(location.country, c.country) << c.database << " " << c.address;
    EXPECT_EQ(location.subdivision, c.subdivision) << c.database << " " << c.address;
    EXPECT_EQ(location.address, Address::parse(c.address));
  }
}

TEST(Locator, ReadsWhatKindOfNetworkItIs) {
  const struct {
    const char* database;
    const char* address;
    std::optional<bool> anonymous;
    std::optional<std::uint32_t> autonomous_system;
    const char* continent;
  } kCases[] = {
      {"flat-code", "192.0.2.1", false, 64500, "EU"},
      {"flat-code", "198.51.100.1", true, 64501, "EU"},
      {"nested", "203.0.113.1", true, 64500, ""},
      {"nested", "203.0.113.129", false, 64501, ""},
      {"nested", "192.0.2.129", false, std::nullopt, "EU"},
      {"nested-without-marks", "192.0.2.1", std::nullopt, std::nullopt, ""},
  };
  for (const auto& c : kCases) {
    const auto locator = open_file(written(c.database));
    ASSERT_TRUE(locator);
    const Location location = locate(*locator, c.address);
    EXPECT_EQ(location.anonymous, c.anonymous) << c.database << " " << c.address;
    EXPECT_EQ(location.continent, c.continent) << c.database << " " << c.address;
    EXPECT_EQ(location.autonomous_system, c.autonomous_system) << c.database << " " << c.address;
  }
}

TEST(Locator, RefusesDatabasesItCannotBeSureOf) {
  const struct {
    const char* database;
    const char* why;
  } kCases[] = {
      {"ambiguous-country",
       "country codes in some records and names in others: ambiguous, so it is not used. If you know that it "
       "holds the country, say so beside the database in [geoip]: country = \"country\""},
      {"country-is-number", "neither ISO 3166-1 codes nor known names of countries (for example \"area 7\")"},
      {"mixed-schemas",
       "both a map `country` and a text `country_code`: ambiguous, so it is not used. Say beside the "
       "database in "
       "[geoip] which one counts: country = \"country.iso_code\", or country = \"country_code\""},
      {"no-country",
       "type \"Caveat-Test-no-country\" and its records hold no country: give a country or a city database "
       "beside it"},
      {"odd-fields",
       "records hold no country that is known by its field: give a country or a city database, or say"},
      {"absent", "cannot be opened: No such file"},
  };
  for (const auto& c : kCases) {
    LocatorOptions options = with_database(written(c.database));
    const auto locator = Locator::open(options);
    ASSERT_FALSE(locator) << c.database;
    EXPECT_EQ(locator.error().file, written(c.database));
    EXPECT_THAT(locator.error().message, testing::HasSubstr(c.why));
  }
}

TEST(Locator, AnswersFromOverridesBeforeTheDatabase) {
  LocatorOptions options = with_database(written("flat-code"));
  options.override_texts = {{"list", "198.51.100.0/25,UA,UA-40\n192.0.2.7,,\n"}};
  const auto locator = *Locator::open(options);

  const Location overridden = locate(*locator, "198.51.100.1");
  EXPECT_EQ(overridden.source, LocationSource::override_list);
  EXPECT_EQ(overridden.subdivision, "UA-40");
  EXPECT_EQ(overridden.anonymous, true) << "an override says where, not what kind of network";
  EXPECT_EQ(locate(*locator, "198.51.100.129").source, LocationSource::database);

  const Location not_to_be_located = locate(*locator, "192.0.2.7");
  EXPECT_EQ(not_to_be_located.status, Status::unknown);
  EXPECT_EQ(not_to_be_located.country, "");
}

TEST(Locator, KnowsNothingWithoutData) {
  const auto locator = *Locator::open({});
  EXPECT_EQ(locate(*locator, "192.0.2.1").status, Status::unknown);
  EXPECT_EQ(locate(*locator, "192.0.2.1").source, LocationSource::none);
  EXPECT_EQ(locator->databases_built(), std::nullopt);
  EXPECT_EQ(locator->description(), "no database");
}

TEST(Locator, ExplainsAnAnswerByNetworkAndFields) {
  using testing::ElementsAre;
  using testing::Pair;
  const auto locator = open_file(written("nested"));
  const Lookup lookup = locator->explain(*Address::parse("192.0.2.1"));
  EXPECT_EQ(lookup.location.subdivision, "UA-43");
  EXPECT_EQ(lookup.network, "192.0.2.0/25");
  EXPECT_EQ(lookup.answered_by, written("nested"));
  EXPECT_THAT(lookup.fields,
              ElementsAre(Pair("country.iso_code", "UA"), Pair("subdivisions.0.iso_code", "43"),
                          Pair("continent.code", "EU")));
}

TEST(Locator, ExplainsAnOverrideByItsLine) {
  using testing::ElementsAre;
  using testing::Pair;
  LocatorOptions options = with_database(written("flat-ipv4"));
  options.override_texts = {{"our list", "# ours\n192.0.2.0/28,UA,UA-40,Sevastopol,\n"}};
  const Lookup lookup = (*Locator::open(options))->explain(*Address::parse("192.0.2.1"));
  EXPECT_EQ(lookup.network, "192.0.2.0/28");
  EXPECT_EQ(lookup.answered_by, "our list, line 2");
  EXPECT_THAT(lookup.fields,
              ElementsAre(Pair("country", "UA"), Pair("region", "UA-40"), Pair("city", "Sevastopol")));
  ASSERT_EQ(lookup.beside.size(), 1U);
  EXPECT_EQ(lookup.beside[0].database, written("flat-ipv4"));
  EXPECT_THAT(lookup.beside[0].fields, ElementsAre(Pair("country_code", "CZ")));
}

TEST(Locator, ExplainsThatNothingWasFound) {
  const Lookup lookup = open_file(written("flat-ipv4"))->explain(*Address::parse("198.51.100.1"));
  EXPECT_EQ(lookup.network, "");
  EXPECT_EQ(lookup.answered_by, "");
  EXPECT_TRUE(lookup.fields.empty());
}

TEST(Locator, DescribesItsDatabase) {
  EXPECT_THAT(
      open_file(written("flat-ipv4"))->description(),
      testing::MatchesRegex("flat \\(`country_code` holds codes\\) database \"Caveat-Test-flat-ipv4\" of "
                            "2[0-9]{3}-[0-9]{2}-[0-9]{2} \\(IPv4 only\\)"));
  EXPECT_THAT(open_file(written("nested"))->description(),
              testing::StartsWith("nested database \"Caveat-Test-nested\""));
}

TEST(Locator, IsNotTouchedByAFileThatIsOverwrittenOrCut) {
  const auto path = std::filesystem::path(testing::TempDir()) / "caveat-overwritten.mmdb";
  const struct {
    const char* how;
    void (*spoil)(const std::filesystem::path&);
  } kCases[] = {
      {"truncated", [](const std::filesystem::path& file) { std::filesystem::resize_file(file, 10); }},
      {"overwritten",
       [](const std::filesystem::path& file) {
         std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
         stream << std::string(std::filesystem::file_size(file), '\xff');
       }},
      {"removed", [](const std::filesystem::path& file) { std::filesystem::remove(file); }},
  };
  for (const auto& c : kCases) {
    std::filesystem::copy_file(written("nested"), path, std::filesystem::copy_options::overwrite_existing);
    const auto locator = open_file(path.string());
    ASSERT_TRUE(locator);
    c.spoil(path);
    EXPECT_EQ(locate(*locator, "192.0.2.1").subdivision, "UA-43") << c.how;
  }
  std::filesystem::remove(path);
}

TEST(Locator, OpensBytesThatMayGoAway) {
  std::ifstream file(written("nested"), std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  LocatorOptions options = with_bytes(bytes, "built-in");
  const auto locator = *Locator::open(options);
  std::fill(bytes.begin(), bytes.end(), '\xff');
  EXPECT_EQ(locate(*locator, "192.0.2.1").subdivision, "UA-43");
}

TEST(Locator, RefusesDirectoriesAndEmptyFiles) {
  const auto path = std::filesystem::path(testing::TempDir()) / "caveat-empty.mmdb";
  std::ofstream(path).flush();
  LocatorOptions options = with_database(path.string());
  EXPECT_THAT(Locator::open(options).error().message, testing::HasSubstr("is empty"));
  EXPECT_THAT(Locator::open(with_database(testing::TempDir())).error().message,
              testing::HasSubstr("is not a regular file"));
  std::filesystem::remove(path);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
