#include "audit/totals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

/// Small, so that parts have groups, slots and reasons in common.
Totals random_totals(std::mt19937& random) {
  const auto up_to = [&](unsigned most) { return std::uniform_int_distribution<unsigned>(0, most)(random); };
  Totals totals;
  totals.archives = up_to(2);
  totals.archive_bytes = up_to(1000);
  totals.unreadable_records = up_to(3);
  totals.responses = up_to(9);
  totals.body_bytes = up_to(1000);
  totals.readings = up_to(9);
  totals.covered = up_to(9);
  totals.clean = up_to(9);
  for (const char* reason : {"body-truncated", "body-absent", "partial"}) {
    if (up_to(1) == 1) totals.not_auditable[reason] = 1 + up_to(3);
    if (up_to(1) == 1) totals.passed_over[reason] = 1 + up_to(3);
    if (up_to(1) == 1) totals.partly_checked[reason] = 1 + up_to(3);
  }
  for (unsigned i = up_to(150); i > 0; --i)
    totals.count_other_rules(std::to_string(1000 + up_to(300)), 1 + up_to(3));
  for (unsigned i = up_to(4); i > 0; --i) {
    Finding finding;
    finding.kind = up_to(1) == 1 ? FindingKind::notice_missing : FindingKind::widget_left;
    finding.severity = static_cast<Severity>(up_to(2));
    finding.region = up_to(1) == 1 ? "RU" : "UA-43";
    finding.count = 1 + up_to(4);
    totals.count(finding);
    const CoverageSlot slot{.day = std::chrono::sys_days(std::chrono::days(20000 + up_to(2))),
                            .region = finding.region};
    totals.coverage[slot].readings += 1;
    totals.coverage[slot].with_findings += up_to(1);
  }
  return totals;
}

Totals sum_of(Totals a, const Totals& b) {
  a.merge(b);
  return a;
}

TEST(Totals, NothingMergedChangesNothing) {
  std::mt19937 random(1);
  for (int i = 0; i < 100; ++i) {
    const Totals totals = random_totals(random);
    EXPECT_EQ(sum_of(totals, Totals()), totals);
    EXPECT_EQ(sum_of(Totals(), totals), totals);
  }
}

TEST(Totals, ItDoesNotMatterWhichPartsAreMergedFirst) {
  std::mt19937 random(2);
  for (int i = 0; i < 200; ++i) {
    const Totals a = random_totals(random);
    const Totals b = random_totals(random);
    const Totals c = random_totals(random);
    EXPECT_EQ(sum_of(sum_of(a, b), c), sum_of(a, sum_of(b, c)));
    EXPECT_EQ(sum_of(a, b), sum_of(b, a));
  }
}

TEST(Totals, AnyOrderOfManyPartsGivesTheSame) {
  std::mt19937 random(3);
  std::vector<Totals> parts;
  for (int i = 0; i < 20; ++i) parts.push_back(random_totals(random));
  const Totals all = std::accumulate(parts.begin(), parts.end(), Totals(), sum_of);
  for (int i = 0; i < 20; ++i) {
    std::ranges::shuffle(parts, random);
    EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), Totals(), sum_of), all);
  }
}

TEST(Totals, OtherRulesAreCountedByDigestAndTheLastOfManyTogether) {
  Totals totals;
  for (unsigned i = 0; i < 150; ++i) totals.count_other_rules(std::to_string(1000 + i), 2);
  EXPECT_EQ(totals.other_rules.size(), Totals::kMostOtherRules + 1);
  EXPECT_EQ(totals.other_rules.at("1000"), 2U);
  EXPECT_EQ(totals.other_rules.at(""), 100U);
  EXPECT_EQ(other_rules_count(totals), 300U);
}

TEST(Totals, FindingsAreCountedApartByKindAndRegion) {
  Totals totals;
  Finding finding;
  finding.region = "RU";
  finding.count = 3;
  finding.severity = Severity::high;
  totals.count(finding);
  totals.count(finding);
  finding.region = "CZ";
  finding.severity = Severity::low;
  totals.count(finding);
  EXPECT_EQ(totals.findings.size(), 2U);
  EXPECT_EQ(finding_count(totals), 3U);
  EXPECT_EQ(finding_count(totals, Severity::high), 2U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
