// Databases of several kinds side by side, and addresses inside addresses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "geoip/locator.h"
#include "test_files.h"

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

LocatorOptions with(std::initializer_list<const char*> names) {
  LocatorOptions options;
  for (const char* name : names) options.databases.push_back(file_source(written(name)));
  return options;
}

Location locate(const LocatorOptions& options, const char* address) {
  const auto locator = Locator::open(options);
  if (!locator) {
    ADD_FAILURE() << locator.error().message;
    return {};
  }
  return (*locator)->locate(*Address::parse(address));
}

TEST(SeveralDatabases, EachTellWhatTheyKnow) {
  const LocatorOptions options = with({"nested-without-marks", "nested", "anonymous-ip", "as-numbers"});
  const struct {
    const char* address;
    const char* country;
    const char* subdivision;
    std::optional<bool> anonymous;
    std::optional<std::uint32_t> system;
  } kCases[] = {
      {"192.0.2.1", "UA", "UA-43", false, 64500},  // the first knows the country, the second adds the rest
      {"198.51.100.1", "RU", "UA-43", true, 64501}, {"203.0.113.1", "DE", "", true, 64500},
      {"203.0.113.129", "DE", "", false, 64501},    {"2001:db8:7::1", "", "", true, 64502},
      {"2001:db8:8::1", "", "", false, 64502},      {"10.0.0.1", "", "", false, std::nullopt},
  };
  for (const auto& c : kCases) {
    const Location location = locate(options, c.address);
    EXPECT_EQ(location.country, c.country) << c.address;
    EXPECT_EQ(location.subdivision, c.subdivision) << c.address;
    EXPECT_EQ(location.anonymous, c.anonymous) << c.address;
    EXPECT_EQ(location.autonomous_system, c.system) << c.address;
  }
}

ToldFacts told_by(const LocatorOptions& options) {
  const auto locator = Locator::open(options);
  if (!locator) ADD_FAILURE() << locator.error().message;
  return locator ? (*locator)->tells() : ToldFacts();
}

TEST(SeveralDatabases, AreKnownForWhatTheyNeverTell) {
  const struct {
    const char* database;
    bool subdivision, anonymity, system;
  } kCases[] = {{"flat-ipv4", false, false, false},
                {"flat-code", false, true, true},
                {"flat-country-is-code", true, false, false},
                {"nested", true, true, true},
                {"nested-without-marks", false, false, false}};
  for (const auto& c : kCases) {
    const ToldFacts told = told_by(with({c.database}));
    EXPECT_TRUE(told.country) << c.database;
    EXPECT_EQ(told.subdivision, c.subdivision) << c.database;
    EXPECT_EQ(told.anonymity, c.anonymity) << c.database;
    EXPECT_EQ(told.autonomous_system, c.system) << c.database;
  }
  const ToldFacts together = told_by(with({"flat-ipv4", "anonymous-ip", "as-numbers"}));
  EXPECT_FALSE(together.subdivision);
  EXPECT_TRUE(together.anonymity && together.autonomous_system);
}

TEST(SeveralDatabases, AreCompletedByOverridesThatTellSubdivisions) {
  LocatorOptions options = with({"flat-ipv4"});
  options.override_texts = {{"own", "192.0.2.0/24,UA,UA-43,,\n"}};
  EXPECT_TRUE(told_by(options).subdivision);
}

TEST(SeveralDatabases, AnswerInTheirOrder) {
  // 198.51.100.1: `nested` says RU with Crimea, `flat-country-is-code` says New York.
  EXPECT_EQ(locate(with({"nested", "flat-country-is-code"}), "198.51.100.1").subdivision, "UA-43");
  EXPECT_EQ(locate(with({"flat-country-is-code", "nested"}), "198.51.100.1").subdivision, "US-NY");
}

TEST(SeveralDatabases, SayOfNoAddressThatTheyCannotHoldThatItIsNotAnonymous) {
  const LocatorOptions options = with({"nested-without-marks", "anonymous-ipv4"});
  EXPECT_EQ(locate(options, "192.0.2.1").anonymous, false);
  EXPECT_EQ(locate(options, "198.51.100.1").anonymous, true);
  EXPECT_EQ(locate(options, "2001:db8::1").anonymous, std::nullopt);
}

TEST(SeveralDatabases, MayMarkNetworksByWords) {
  const LocatorOptions options = with({"nested-without-marks", "privacy-words"});
  EXPECT_EQ(locate(options, "198.51.100.1").anonymous, true);
  EXPECT_EQ(locate(options, "203.0.113.1").anonymous, false);
}

TEST(SeveralDatabases, NeedACountryInOne) {
  const auto locator = Locator::open(with({"anonymous-ip", "as-numbers"}));
  ASSERT_FALSE(locator);
  EXPECT_EQ(locator.error().file, written("anonymous-ip"));
  EXPECT_THAT(locator.error().message, testing::HasSubstr("give a country or a city database beside it"));
}

TEST(SeveralDatabases, AreExplainedOneByOne) {
  using testing::ElementsAre;
  using testing::Pair;
  const auto locator = *Locator::open(with({"anonymous-ip", "nested", "as-numbers"}));
  const Lookup lookup = locator->explain(*Address::parse("198.51.100.1"));
  EXPECT_EQ(lookup.answered_by, written("nested"));
  EXPECT_EQ(lookup.network, "198.51.100.0/25");
  ASSERT_EQ(lookup.beside.size(), 2U);
  EXPECT_EQ(lookup.beside[0].database, written("anonymous-ip"));
  EXPECT_THAT(lookup.beside[0].fields, testing::Contains(Pair("is_anonymous_vpn", "true")));
  EXPECT_EQ(lookup.beside[1].network, "198.51.100.0/24");
  EXPECT_THAT(lookup.beside[1].fields, ElementsAre(Pair("autonomous_system_number", "64501")));
}

TEST(SeveralDatabases, AreDescribed) {
  const auto locator = *Locator::open(with({"nested", "anonymous-ip"}));
  EXPECT_THAT(locator->description(),
              testing::HasSubstr(", anonymity database \"Caveat-Test-anonymous-ip\""));
}

/// The nested database, as if it had been built `seconds` after 1970.
std::string built_at(std::uint32_t seconds) {
  std::ifstream file(written("nested"), std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const std::string key = std::string("build_epoch\x04\x02", 13);  // a uint64 of four bytes follows
  const std::size_t value = bytes.rfind(key) + key.size();
  for (int byte = 0; byte < 4; ++byte)
    bytes.at(value + static_cast<std::size_t>(byte)) = static_cast<char>(seconds >> (24 - 8 * byte));
  return bytes;
}

TEST(SeveralDatabases, AreAsOldAsTheOldestAndAsYoungAsTheYoungest) {
  const std::string databases[] = {built_at(1'700'000'000), built_at(1'600'000'000), built_at(1'800'000'000)};
  LocatorOptions options;
  for (const std::string& bytes : databases)
    options.databases.push_back({.path = {}, .bytes = bytes, .name = "nested", .fields = {}});
  const auto built = (*Locator::open(options))->databases_built();
  ASSERT_TRUE(built);
  EXPECT_EQ(built->oldest.time_since_epoch().count(), 1'600'000'000);
  EXPECT_EQ(built->newest.time_since_epoch().count(), 1'800'000'000);
}

TEST(SeveralDatabases, AreAskedByTheAddressInsideAnAddress) {
  LocatorOptions options = with({"nested"});
  options.nat64_prefixes = {*Network::parse("64:ff9b:1::/48")};
  for (const char* address : {"192.0.2.1", "::ffff:192.0.2.1", "2002:c000:201::5", "64:ff9b::192.0.2.1",
                              "64:ff9b:1:c000:2:100::", "2001:0:1:2:3:4:3fff:fdfe"}) {
    const Location location = locate(options, address);
    EXPECT_EQ(location.subdivision, "UA-43") << address;
    EXPECT_EQ(location.address, Address::parse(address));
  }
  EXPECT_EQ(locate(options, "2002:c000:201::5").embedded, Address::parse("192.0.2.1"));
  EXPECT_EQ(locate(options, "192.0.2.1").embedded, std::nullopt);
  EXPECT_EQ((*Locator::open(options))->explain(*Address::parse("2002:c000:201::5")).embedded,
            "192.0.2.1 (6to4)");
}

TEST(SeveralDatabases, GiveWayToAnOverrideOfTheAddressOrOfTheOneInside) {
  LocatorOptions options = with({"nested"});
  options.override_texts = {{"list", "192.0.2.0/24,CZ,,,\n2002:c000:201::/48,FR,,,\n"}};
  EXPECT_EQ(locate(options, "64:ff9b::192.0.2.1").country, "CZ");
  EXPECT_EQ(locate(options, "2002:c000:201::5").country, "FR");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
