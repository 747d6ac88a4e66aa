#include "rules/turning_points.h"

#include <gtest/gtest.h>

#include "rules/calendar.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

/// "2026-02-28T21:00:00Z Europe/Moscow +p/r"
std::vector<std::string> points_of(const std::string& head, const std::string& rule = "") {
  const std::string text = "[pack]\nid = \"p\"\n" + head + "\n[[rules]]\nid = \"r\"\n" + rule;
  std::vector<std::string> out;
  for (const TurningPoint& one : turning_points({"p.toml", text})) {
    out.push_back(iso_time(one.instant) + " " + one.time_zone + " " + (one.begins ? "+" : "-") + one.pack +
                  (one.rule.empty() ? "" : "/" + one.rule));
  }
  return out;
}

using Points = std::vector<std::string>;

TEST(TurningPoints, AreThoseOfThePackInItsTimeZone) {
  EXPECT_EQ(points_of("time_zone = \"Europe/Moscow\"\neffective = 2026-03-01\nexpires = 2026-04-01"),
            Points({"2026-02-28T21:00:00Z Europe/Moscow +p", "2026-03-31T21:00:00Z Europe/Moscow -p"}));
}

TEST(TurningPoints, AreInUtcWherePackNamesNoTimeZone) {
  EXPECT_EQ(points_of("effective = 2026-03-01"), Points({"2026-03-01T00:00:00Z UTC +p"}));
}

TEST(TurningPoints, AreThoseOfOneRuleToo) {
  EXPECT_EQ(points_of("time_zone = \"Europe/Prague\"", "when.between = [2026-03-06T22:00:00, 2026-03-08]"),
            Points({"2026-03-06T21:00:00Z Europe/Prague +p/r", "2026-03-07T23:00:00Z Europe/Prague -p/r"}));
}

TEST(TurningPoints, OfAnExceptionEndTheRuleAndBeginItAgain) {
  EXPECT_EQ(points_of("", "unless.between = [2026-03-06, 2026-03-08]"),
            Points({"2026-03-06T00:00:00Z UTC -p/r", "2026-03-08T00:00:00Z UTC +p/r"}));
}

TEST(TurningPoints, OfARuleWithAnExceptionThatOutlastsItEndWithTheException) {
  EXPECT_EQ(
      points_of("", "when.between = [2026-03-01, 2026-03-10]\nunless.between = [2026-03-08, 2026-03-12]"),
      Points({"2026-03-01T00:00:00Z UTC +p/r", "2026-03-08T00:00:00Z UTC -p/r"}));
}

TEST(TurningPoints, OfAnExceptionAtATimeWhenTheRuleIsNotInForceAreNone) {
  EXPECT_EQ(
      points_of("", "when.between = [2026-03-06, 2026-03-08]\nunless.between = [2026-04-01, 2026-04-03]"),
      Points({"2026-03-06T00:00:00Z UTC +p/r", "2026-03-08T00:00:00Z UTC -p/r"}));
}

TEST(TurningPoints, OfARuleAreNoneWhileItsPackIsNotInForce) {
  EXPECT_EQ(
      points_of("effective = 2026-03-07\nexpires = 2026-03-08", "when.between = [2026-03-06, 2026-03-09]"),
      Points({"2026-03-07T00:00:00Z UTC +p", "2026-03-08T00:00:00Z UTC -p"}));
}

TEST(TurningPoints, AreNoneOfARetiredPackOrOfWhatIsNoToml) {
  EXPECT_EQ(points_of("effective = 2026-03-01\nretired = true"), Points());
  EXPECT_TRUE(turning_points({"p.toml", "[pack\n"}).empty());
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
