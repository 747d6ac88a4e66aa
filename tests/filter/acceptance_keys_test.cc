#include "filter/acceptance_keys.h"

#include <gtest/gtest.h>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

constexpr std::chrono::sys_days kToday = std::chrono::year(2026) / 11 / 26;
constexpr std::string_view kTerms = "0123456789abcdef";

AcceptanceKeys::Key key_of(std::uint8_t byte) {
  AcceptanceKeys::Key key{};
  key.fill(byte);
  return key;
}

TEST(AcceptanceKeys, HoldTheirOwnSealsToTheLastDay) {
  const AcceptanceKeys keys(key_of(1));
  const std::string seal = keys.seal(kTerms, kToday);
  EXPECT_TRUE(keys.holds(kTerms, seal, kToday));
  EXPECT_TRUE(keys.holds(kTerms, seal, kToday - std::chrono::days(1)));
  EXPECT_FALSE(keys.holds(kTerms, seal, kToday + std::chrono::days(1)));
}

// It names no one: there is nothing in it that could differ from reader to reader.
TEST(AcceptanceKeys, GiveTheSameSealToAllWhoAcceptOnADay) {
  const AcceptanceKeys keys(key_of(1));
  EXPECT_EQ(keys.seal(kTerms, kToday), AcceptanceKeys(key_of(1)).seal(kTerms, kToday));
  EXPECT_NE(keys.seal(kTerms, kToday), keys.seal(kTerms, kToday + std::chrono::days(1)));
}

TEST(AcceptanceKeys, HoldNothingThatWasTamperedWith) {
  const AcceptanceKeys keys(key_of(1));
  const std::string seal = keys.seal(kTerms, kToday);
  for (std::size_t i = 0; i < seal.size(); ++i) {
    std::string changed = seal;
    changed[i] = changed[i] == '9' ? '8' : '9';
    EXPECT_FALSE(keys.holds(kTerms, changed, kToday)) << changed;
    EXPECT_FALSE(keys.holds(kTerms, seal.substr(0, i), kToday)) << seal.substr(0, i);
  }
  EXPECT_FALSE(keys.holds(kTerms, seal + "0", kToday));
  EXPECT_FALSE(keys.holds(kTerms, "", kToday));
  EXPECT_FALSE(keys.holds(kTerms, "1...", kToday));
}

TEST(AcceptanceKeys, HoldNoSealOfOtherTerms) {
  const AcceptanceKeys keys(key_of(1));
  EXPECT_FALSE(keys.holds("fedcba9876543210", keys.seal(kTerms, kToday), kToday));
}

TEST(AcceptanceKeys, HoldSealsOfThePreviousKeyAndOfNoOther) {
  const std::string old = AcceptanceKeys(key_of(1)).seal(kTerms, kToday);
  EXPECT_TRUE(AcceptanceKeys(key_of(2), key_of(1)).holds(kTerms, old, kToday));
  EXPECT_FALSE(AcceptanceKeys(key_of(2)).holds(kTerms, old, kToday));
  const AcceptanceKeys both(key_of(2), key_of(1));
  EXPECT_EQ(both.seal(kTerms, kToday), AcceptanceKeys(key_of(2)).seal(kTerms, kToday));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
