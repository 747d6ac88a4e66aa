#include "geoip/override_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

OverrideTable table_of(std::vector<std::pair<std::string, std::string_view>> texts) {
  LocatorOptions options;
  options.override_texts = std::move(texts);
  return *OverrideTable::open(options);
}

std::string country_at(const OverrideTable& table, const char* address) {
  const auto* found = table.find(*Address::parse(address));
  return found == nullptr ? "none" : found->entry.country;
}

TEST(OverrideTable, AnswersWithTheLongestNetwork) {
  const OverrideTable table =
      table_of({{"list",
                 "10.0.0.0/8,AA\n10.1.0.0/16,BB\n10.1.2.0/24,CC\n10.1.2.3,DD\n10.1.255.0/24,EE\n"
                 "255.255.255.0/24,FF\n2001:db8::/32,GG\n2001:db8::/48,HH\n"}});
  const struct {
    const char* address;
    const char* country;
  } kCases[] = {
      {"9.255.255.255", "none"}, {"10.0.0.0", "AA"},       {"10.0.255.255", "AA"},
      {"10.1.0.0", "BB"},        {"10.1.2.2", "CC"},       {"10.1.2.3", "DD"},
      {"10.1.2.4", "CC"},        {"10.1.3.0", "BB"},       {"10.1.255.255", "EE"},
      {"10.2.0.0", "AA"},        {"10.255.255.255", "AA"}, {"11.0.0.0", "none"},
      {"255.255.255.255", "FF"}, {"2001:db8::1", "HH"},    {"2001:db8:1::1", "GG"},
      {"2001:db9::", "none"},    {"::", "none"},           {"ffff:ffff::1", "none"},
  };
  for (const auto& c : kCases) EXPECT_EQ(country_at(table, c.address), c.country) << c.address;
}

TEST(OverrideTable, ReachesTheLastAddressOfAll) {
  const OverrideTable table = table_of({{"list", "::/0,AA\nffff::/16,BB\n"}});
  EXPECT_EQ(country_at(table, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), "BB");
  EXPECT_EQ(country_at(table, "::"), "AA");
}

TEST(OverrideTable, LaterListsWinOnTheSameNetworkAndShorterNetworksDoNot) {
  const OverrideTable table =
      table_of({{"first", "192.0.2.0/24,AA\n192.0.2.128/25,AA\n"}, {"second", "192.0.2.0/24,BB\n"}});
  EXPECT_EQ(country_at(table, "192.0.2.1"), "BB");
  EXPECT_EQ(country_at(table, "192.0.2.129"), "AA");
  EXPECT_EQ(table.list_name(*table.find(*Address::parse("192.0.2.1"))), "second");
}

TEST(OverrideTable, FilesWinOverTexts) {
  const auto path = std::filesystem::path(testing::TempDir()) / "caveat-overrides.csv";
  std::ofstream(path) << "192.0.2.0/24,BB\n";
  LocatorOptions options;
  options.override_texts = {{"built-in", "192.0.2.0/24,AA\n"}};
  options.override_paths = {path.string()};
  EXPECT_EQ(country_at(*OverrideTable::open(options), "192.0.2.1"), "BB");
  std::filesystem::remove(path);
}

TEST(OverrideTable, NamesListLineAndEveryFurtherLineOfAProblem) {
  LocatorOptions options;
  options.override_texts = {{"good", "192.0.2.0/24,AA\n"},
                            {"bad", "192.0.2.0/24,AA\nx,AA\n\ny,AA\n192.0.2.0/99,AA\n"}};
  const auto table = OverrideTable::open(options);
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().file, "bad");
  EXPECT_EQ(table.error().line, 2);
  EXPECT_THAT(table.error().message, testing::HasSubstr("\"x\" is no network"));
  EXPECT_THAT(table.error().message, testing::HasSubstr("(and 2 more: line 4, 5)"));
}

TEST(OverrideTable, AgreesWithALookAtEveryEntry) {
  std::mt19937 engine(7);  // the same networks in every run
  const auto random = [&] { return static_cast<unsigned>(engine()); };
  std::string text;
  for (int i = 0; i < 2000; ++i) {
    const unsigned bits = 8 + random() % 25;
    const unsigned base = (0x0A000000U | (random() & 0xFFFFU)) & (bits == 32 ? ~0U : ~(~0U >> bits));
    text += std::to_string(base >> 24) + "." + std::to_string(base >> 16 & 255) + "." +
            std::to_string(base >> 8 & 255) + "." + std::to_string(base & 255) + "/" + std::to_string(bits) +
            ",AA\n";
  }
  const Geofeed feed = parse_geofeed(text);
  ASSERT_TRUE(feed.problems.empty());
  const OverrideTable table = table_of({{"list", text}});
  for (int i = 0; i < 5000; ++i) {
    Address address = *Address::parse("10.0.0.0");
    address.bytes[14] = static_cast<std::uint8_t>(random());
    address.bytes[15] = static_cast<std::uint8_t>(random());
    const Network* longest = nullptr;
    for (const GeofeedEntry& entry : feed.entries) {
      const bool longer = longest == nullptr || entry.network.prefix_length > longest->prefix_length;
      if (longer && entry.network.contains(address)) longest = &entry.network;
    }
    const auto* found = table.find(address);
    ASSERT_EQ(found == nullptr, longest == nullptr) << address.to_string();
    if (longest != nullptr) {
      ASSERT_EQ(found->entry.network, *longest) << address.to_string();
    }
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
