#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "geoip/data/region_data.h"
#include "geoip/locator.h"
#include "geoip/region_names.h"
#include "test_files.h"

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

namespace json = boost::json;

#define SKIP_WITHOUT(path) \
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "not there: " << (path)

boost::system::result<std::shared_ptr<const Locator>, LocatorError> open_corpus(
    const std::filesystem::path& path) {
  LocatorOptions options = with_database(path.string());
  return Locator::open(options);
}

json::value read_json(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return json::parse(text.str());
}

/// "::2.125.160.216/125" in the sources is IPv4 in the IPv6 tree.
std::optional<Address> first_address(std::string_view network) {
  const std::string_view address = network.substr(0, network.find('/'));
  const bool dotted = address.find('.') != std::string_view::npos;
  return Address::parse(dotted && address.substr(0, 2) == "::" ? address.substr(2) : address);
}

std::string text_at(const json::value& record, const char* pointer) {
  boost::system::error_code absent;
  const json::value* const found = record.find_pointer(pointer, absent);
  return found == nullptr ? std::string() : std::string(found->as_string());
}

void expect_as_in_source(const Locator& locator, std::string_view network, const json::value& record) {
  const auto address = first_address(network);
  ASSERT_TRUE(address) << network;
  const Location location = locator.locate(*address);
  const std::string country = text_at(record, "/country/iso_code");
  const std::string subdivision = text_at(record, "/subdivisions/0/iso_code");
  EXPECT_EQ(location.country, country) << network;
  EXPECT_EQ(location.subdivision, subdivision.empty() ? "" : country + "-" + subdivision) << network;
  EXPECT_EQ(location.continent, text_at(record, "/continent/code")) << network;
  boost::system::error_code absent;
  const json::value* const system = record.find_pointer("/traits/autonomous_system_number", absent);
  if (system != nullptr) {
    EXPECT_EQ(location.autonomous_system, system->to_number<std::uint32_t>()) << network;
  }
}

TEST(Corpus, MaxMindDatabasesSayWhatTheirSourcesSay) {
  const struct {
    const char* name;
    std::size_t networks;
  } kCases[] = {{"GeoIP2-Enterprise-Test", 34}, {"GeoIP2-Precision-Enterprise-Test", 61}};
  SKIP_WITHOUT(corpus("maxmind"));
  for (const auto& c : kCases) {
    const auto locator = open_corpus(corpus("maxmind") / (std::string(c.name) + ".mmdb"));
    ASSERT_TRUE(locator) << locator.error().message;
    std::size_t networks = 0;
    const json::value source = read_json(corpus("maxmind") / (std::string(c.name) + ".json"));
    for (const json::value& entry : source.as_array()) {
      for (const auto& [network, record] : entry.as_object()) {
        expect_as_in_source(**locator, network, record);
        ++networks;
      }
    }
    EXPECT_EQ(networks, c.networks) << c.name;
  }
}

TEST(Corpus, AnAsnDatabaseBesideAnotherSaysWhatItsSourceSays) {
  SKIP_WITHOUT(corpus("maxmind"));
  LocatorOptions options;
  for (const char* name : {"GeoIP2-Connection-Type-Test", "GeoIP2-Enterprise-Test", "GeoLite2-ASN-Test"}) {
    options.databases.push_back(file_source((corpus("maxmind") / name).string() + ".mmdb"));
  }
  const auto refused = Locator::open(options);
  ASSERT_FALSE(refused) << "connection types are no use";
  EXPECT_EQ(refused.error().file, options.databases.front().path);
  options.databases.erase(options.databases.begin());
  const auto locator = Locator::open(options);
  ASSERT_TRUE(locator) << locator.error().message;
  int networks = 0;
  const json::value source = read_json(corpus("maxmind") / "GeoLite2-ASN-Test.json");
  for (const json::value& entry : source.as_array()) {
    for (const auto& [network, record] : entry.as_object()) {
      const auto address = first_address(network);
      ASSERT_TRUE(address) << network;
      const Location location = (*locator)->locate(*address);
      ++networks;
      if (location.status == LocationStatus::found)
        continue;  // the first database may tell a system of its own
      EXPECT_EQ(location.autonomous_system, record.at("autonomous_system_number").to_number<std::uint32_t>())
          << network;
    }
  }
  EXPECT_GT(networks, 400);
}

TEST(Corpus, DatabasesWithoutCountriesAreRefusedByName) {
  const struct {
    const char* name;
    const char* why;
  } kCases[] = {
      {"GeoIP2-City-Test-Invalid-Node-Count", "search tree"},
      {"GeoIP2-Connection-Type-Test", "\"GeoIP2-Connection-Type\" and its records hold no country"},
      {"GeoIP2-ISP-Test", "\"GeoIP2-ISP\" and its records hold no country"},
      {"GeoLite2-ASN-Test", "\"GeoLite2-ASN\" and its records hold no country"},
      {"MaxMind-DB-no-ipv4-search-tree", "hold no country"},
      {"MaxMind-DB-string-value-entries", "hold no country"},
      {"MaxMind-DB-test-broken-search-tree-24", "search tree"},
      {"MaxMind-DB-test-ipv4-24", "hold no country"},
      {"MaxMind-DB-test-ipv4-32", "hold no country"},
      {"MaxMind-DB-test-ipv6-24", "hold no country"},
      {"MaxMind-DB-test-ipv6-32", "hold no country"},
      {"MaxMind-DB-test-metadata-pointers", "hold no country"},
      {"MaxMind-DB-test-mixed-28", "hold no country"},
      {"MaxMind-DB-test-pointer-decoder", "hold no country"},
  };
  SKIP_WITHOUT(corpus("maxmind"));
  for (const auto& c : kCases) {
    const auto locator = open_corpus(corpus("maxmind") / (std::string(c.name) + ".mmdb"));
    ASSERT_FALSE(locator) << c.name;
    EXPECT_THAT(locator.error().message, testing::HasSubstr(c.why)) << c.name;
  }
}

TEST(Corpus, EveryMaxMindDatabaseOpensOrIsRefusedWithAReason) {
  SKIP_WITHOUT(corpus("maxmind"));
  int opened = 0;
  for (const auto& file : std::filesystem::directory_iterator(corpus("maxmind"))) {
    if (file.path().extension() != ".mmdb") continue;
    const auto locator = open_corpus(file.path());
    if (locator) ++opened;
    if (!locator) {
      EXPECT_EQ(locator.error().file, file.path().string());
      EXPECT_THAT(locator.error().message, testing::StartsWith("the region database is refused: "));
    }
  }
  EXPECT_GE(opened, 2);
}

TEST(Corpus, BadDatabasesAreRefused) {
  SKIP_WITHOUT(corpus("maxmind-bad"));
  int refused = 0;
  for (const auto& file : std::filesystem::directory_iterator(corpus("maxmind-bad"))) {
    const auto locator = open_corpus(file.path());
    EXPECT_FALSE(locator) << file.path();
    if (!locator) ++refused;
  }
  EXPECT_GE(refused, 5);
}

TEST(Corpus, NamesOfSubdivisionsInCityDatabasesAreKnown) {
  SKIP_WITHOUT(corpus("expect.csv"));
  const RegionNames names;
  std::ifstream rows(corpus("expect.csv"));
  int named = 0;
  int known = 0;
  std::string unknown;
  for (std::string row; std::getline(rows, row);) {
    std::array<std::string, 5> fields;
    std::stringstream columns(row);
    for (std::string& field : fields) std::getline(columns, field, ',');
    if (fields[0].find("city") == std::string::npos || fields[4].empty()) continue;
    ++named;
    const bool is_known = !names.subdivision(fields[3], fields[4]).empty();
    known += is_known;
    if (!is_known) unknown += fields[3] + " " + fields[4] + "; ";
  }
  EXPECT_GT(named, 1000);
  EXPECT_GT(known, named * 95 / 100) << known << " of " << named << ", not: " << unknown;
  std::cout << known << " of " << named << " known\n";
}

TEST(Corpus, BuiltInCountryDatabaseSaysWhatWasWalkedFromIt) {
  SKIP_WITHOUT(corpus("expect.csv"));
  LocatorOptions options = with_bytes(region_data::country_database_bytes());
  const auto locator = *Locator::open(options);
  std::ifstream rows(corpus("expect.csv"));
  int seen = 0;
  int same = 0;
  for (std::string row; std::getline(rows, row);) {
    std::array<std::string, 4> fields;
    std::stringstream columns(row);
    for (std::string& field : fields) std::getline(columns, field, ',');
    if (fields[0] != "geo-whois-asn-country") continue;
    const Lookup lookup = locator->explain(*Address::parse(fields[1]));
    ++seen;
    same += lookup.location.country == fields[3];
    if (lookup.network.empty()) continue;  // no longer in this edition
    const auto network = Network::parse(lookup.network);
    ASSERT_TRUE(network) << lookup.network;
    EXPECT_TRUE(network->contains(*Address::parse(fields[1]))) << lookup.network;
  }
  EXPECT_GT(seen, 500);
  EXPECT_EQ(same, seen);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
