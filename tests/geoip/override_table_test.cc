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
                 "10.0.0.0/8,AD\n10.1.0.0/16,BE\n10.1.2.0/24,CA\n10.1.2.3,DE\n10.1.255.0/24,EE\n"
                 "255.255.255.0/24,FR\n2001:db8::/32,GG\n2001:db8::/48,HU\n"}});
  const struct {
    const char* address;
    const char* country;
  } kCases[] = {
      {"9.255.255.255", "none"}, {"10.0.0.0", "AD"},       {"10.0.255.255", "AD"},
      {"10.1.0.0", "BE"},        {"10.1.2.2", "CA"},       {"10.1.2.3", "DE"},
      {"10.1.2.4", "CA"},        {"10.1.3.0", "BE"},       {"10.1.255.255", "EE"},
      {"10.2.0.0", "AD"},        {"10.255.255.255", "AD"}, {"11.0.0.0", "none"},
      {"255.255.255.255", "FR"}, {"2001:db8::1", "HU"},    {"2001:db8:1::1", "GG"},
      {"2001:db9::", "none"},    {"::", "none"},           {"ffff:ffff::1", "none"},
  };
  for (const auto& c : kCases) EXPECT_EQ(country_at(table, c.address), c.country) << c.address;
}

TEST(OverrideTable, ReachesTheLastAddressOfAll) {
  const OverrideTable table = table_of({{"list", "::/0,AD\nffff::/16,BE\n"}});
  EXPECT_EQ(country_at(table, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), "BE");
  EXPECT_EQ(country_at(table, "::"), "AD");
}

TEST(OverrideTable, LaterListsWinOnTheSameNetworkAndShorterNetworksDoNot) {
  const OverrideTable table =
      table_of({{"first", "192.0.2.0/24,AD\n192.0.2.128/25,AD\n"}, {"second", "192.0.2.0/24,BE\n"}});
  EXPECT_EQ(country_at(table, "192.0.2.1"), "BE");
  EXPECT_EQ(country_at(table, "192.0.2.129"), "AD");
  EXPECT_EQ(table.list_name(*table.find(*Address::parse("192.0.2.1"))), "second");
}

TEST(OverrideTable, FilesWinOverTexts) {
  const auto path = std::filesystem::path(testing::TempDir()) / "caveat-overrides.csv";
  std::ofstream(path) << "192.0.2.0/24,BE\n";
  LocatorOptions options;
  options.override_texts = {{"built-in", "192.0.2.0/24,AD\n"}};
  options.override_paths = {path.string()};
  EXPECT_EQ(country_at(*OverrideTable::open(options), "192.0.2.1"), "BE");
  std::filesystem::remove(path);
}

TEST(OverrideTable, NamesListLineAndEveryFurtherLineOfAProblem) {
  LocatorOptions options;
  options.override_texts = {{"good", "192.0.2.0/24,AD\n"},
                            {"bad", "192.0.2.0/24,AD\nx,AD\n\ny,AD\n192.0.2.0/99,AD\n"}};
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
            ",AD\n";
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
