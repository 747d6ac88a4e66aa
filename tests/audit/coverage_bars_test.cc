#include "audit/reports/coverage_bars.h"

#include <gtest/gtest.h>

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

namespace chrono = std::chrono;

Totals captured(std::initializer_list<chrono::sys_days> days) {
  Totals totals;
  for (const chrono::sys_days day : days) ++totals.coverage[{day, "RU"}].readings;
  return totals;
}

std::vector<std::string> names_of(const CoverageOverTime& coverage) {
  std::vector<std::string> names;
  for (const CoverageBar& bar : coverage.bars) names.push_back(bar.name);
  return names;
}

TEST(CoverageOverTime, DaysWithoutACaptureHaveABarToo) {
  const auto coverage = coverage_over_time(captured({chrono::May / 1 / 2026, chrono::May / 3 / 2026}), 60);
  EXPECT_EQ(names_of(coverage), (std::vector<std::string>{"2026-05-01", "2026-05-02", "2026-05-03"}));
  EXPECT_EQ(coverage.bars[1].readings, 0U);
}

TEST(CoverageOverTime, AreMonthsOrYearsWhereDaysWouldBeTooMany) {
  EXPECT_EQ(names_of(coverage_over_time(captured({chrono::May / 1 / 2026, chrono::July / 9 / 2026}), 60)),
            (std::vector<std::string>{"2026-05", "2026-06", "2026-07"}));
  const auto years = coverage_over_time(captured({chrono::May / 1 / 2019, chrono::July / 9 / 2026}), 60);
  EXPECT_EQ(years.unit, "year");
  EXPECT_EQ(years.bars.size(), 8U);
}

TEST(CoverageOverTime, AClockThatWasWrongOnceGivesNoThousandsOfBars) {
  EXPECT_EQ(names_of(coverage_over_time(captured({chrono::May / 1 / 2026, chrono::May / 1 / 1000}), 60)),
            (std::vector<std::string>{"1000", "2026"}));
}

TEST(CoverageOverTime, CapturesWithoutATimeComeLast) {
  Totals totals = captured({chrono::May / 1 / 2026});
  totals.coverage[{std::nullopt, "RU"}].readings = 4;
  const auto coverage = coverage_over_time(totals, 60);
  EXPECT_EQ(names_of(coverage), (std::vector<std::string>{"2026-05-01", ""}));
  EXPECT_EQ(coverage.bars.back().readings, 4U);
}

TEST(CoverageByRegion, BeginsWithMostFindings) {
  Totals totals;
  totals.coverage[{std::nullopt, "BY"}] = {.readings = 9, .with_findings = 1};
  totals.coverage[{std::nullopt, "CZ"}] = {.readings = 9};
  totals.coverage[{std::nullopt, "RU"}] = {.readings = 9, .with_findings = 5};
  const auto bars = coverage_by_region(totals);
  ASSERT_EQ(bars.size(), 3U);
  EXPECT_EQ(bars[0].name + bars[1].name + bars[2].name, "RUBYCZ");
}

TEST(CoverageBar, WhatIsLeftIsNeverLessThanNothing) {
  const CoverageBar wrong{.name = "x", .readings = 3, .with_findings = 2, .not_auditable = 2};
  EXPECT_EQ(wrong.without_finding(), 0U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
