#include "proxy/region_data_age.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

constexpr sys_seconds kBuilt = sys_days(std::chrono::year(2026) / 3 / 1);

geoip::BuildTimes one_of(sys_seconds built) {
  return {.oldest = built, .newest = built};
}

TEST(RegionDataAge, ComesInSteps) {
  const struct {
    seconds age;
    RegionDataAge step;
  } kCases[] = {
      {days(0), RegionDataAge::fresh},
      {days(45), RegionDataAge::fresh},
      {days(45) + seconds(1), RegionDataAge::old},
      {days(90), RegionDataAge::old},
      {days(90) + seconds(1), RegionDataAge::outdated},
      {-days(1), RegionDataAge::fresh},
      {-days(2), RegionDataAge::unborn},
  };
  for (const auto& c : kCases) EXPECT_EQ(region_data_age(one_of(kBuilt), kBuilt + c.age, days(45)), c.step);
}

TEST(RegionDataAge, IsNoQuestionWithoutALimitOrADatabase) {
  EXPECT_EQ(region_data_age(one_of(kBuilt), kBuilt + days(9999), seconds(0)), RegionDataAge::fresh);
  EXPECT_EQ(region_data_age(std::nullopt, kBuilt, days(45)), RegionDataAge::fresh);
}

TEST(RegionDataAge, OfSeveralIsThatOfTheOldestUnlessTheNewestHasNone) {
  const sys_seconds now = kBuilt + days(10);
  EXPECT_EQ(region_data_age({{kBuilt, now}}, now, days(45)), RegionDataAge::fresh);
  EXPECT_EQ(region_data_age({{kBuilt, now}}, now, days(9)), RegionDataAge::old);
  EXPECT_EQ(region_data_age({{kBuilt, now + days(2)}}, now, days(45)), RegionDataAge::unborn);
  EXPECT_EQ(region_data_age({{kBuilt, now + days(2)}}, now, days(4)), RegionDataAge::outdated);
}

TEST(RegionDataAge, TakesNoTimeForNoTime) {
  EXPECT_EQ(region_data_age(one_of({}), kBuilt, days(45)), RegionDataAge::outdated);
}

TEST(RegionDataWatch, TellsOnceOfEachStepAndWhenNewerDataCame) {
  std::vector<std::string> told;
  RegionDataWatch watch([&](const std::string& reason) { told.push_back(reason); });
  watch.look(one_of(kBuilt), kBuilt + days(45), days(45));
  EXPECT_TRUE(told.empty());
  for (const int day : {46, 47, 90}) watch.look(one_of(kBuilt), kBuilt + days(day), days(45));
  ASSERT_EQ(told.size(), 1U);
  EXPECT_THAT(told[0],
              testing::HasSubstr("built at 2026-03-01T00:00:00Z, longer ago than `max_age` of [geoip], "
                                 "45 days"));
  watch.look(one_of(kBuilt), kBuilt + days(91), days(45));
  ASSERT_EQ(told.size(), 2U);
  EXPECT_THAT(told[1], testing::HasSubstr("every region counts as unknown"));
  watch.look(one_of(kBuilt + days(90)), kBuilt + days(92), days(45));
  ASSERT_EQ(told.size(), 3U);
  EXPECT_EQ(told[2], "");
}

TEST(RegionDataWatch, TellsWhenAnotherAgeIsAllowed) {
  std::vector<std::string> told;
  RegionDataWatch watch([&](const std::string& reason) { told.push_back(reason); });
  watch.look(one_of(kBuilt), kBuilt + days(60), days(45));
  watch.look(one_of(kBuilt), kBuilt + days(60), days(90));
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[1], "");
}

TEST(RegionDataWatch, TellsThatItIsOverOnceThereIsNoDatabase) {
  std::vector<std::string> told;
  RegionDataWatch watch([&](const std::string& reason) { told.push_back(reason); });
  watch.look(one_of(kBuilt), kBuilt + days(60), days(45));
  watch.look(std::nullopt, kBuilt + days(60), days(45));
  watch.look(std::nullopt, kBuilt + days(61), days(45));
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[1], "");
}

TEST(RegionDataWatch, TellsAnewOfOtherDataThatIsTooOldAsWell) {
  int told = 0;
  RegionDataWatch watch([&](const std::string&) { ++told; });
  watch.look(one_of(kBuilt), kBuilt + days(60), days(45));
  watch.look(one_of(kBuilt + days(1)), kBuilt + days(60), days(45));
  EXPECT_EQ(told, 2);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
