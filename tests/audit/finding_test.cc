#include "audit/finding.h"

#include <gtest/gtest.h>

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

Finding example() {
  Finding finding;
  finding.place = {.archive = "a.warc.gz", .offset = 10, .record = "<urn:uuid:1>"};
  finding.url = "https://www.example.org/a/1.html";
  finding.site = "www.example.org";
  finding.path = "/a/1.html";
  finding.region = "RU";
  finding.kind = FindingKind::widget_left;
  finding.pack = "p";
  finding.rule = "r";
  finding.excerpt = "<p><div class=share></div>";
  finding.excerpt_mark = 3;
  finding.excerpt_length = 17;
  return finding;
}

TEST(Finding, EveryKindHasANameThatLeadsBackToIt) {
  for (int i = 0; i <= static_cast<int>(FindingKind::refusal_missing); ++i) {
    const auto kind = static_cast<FindingKind>(i);
    EXPECT_EQ(finding_kind_of(name_of(kind)), kind);
    EXPECT_FALSE(in_words(kind).empty());
  }
  EXPECT_EQ(finding_kind_of("notice"), std::nullopt);
}

TEST(Finding, SeveritiesHaveNamesThatLeadBackToThem) {
  for (const Severity severity : {Severity::low, Severity::medium, Severity::high}) {
    EXPECT_EQ(severity_of(name_of(severity)), severity);
  }
  EXPECT_EQ(severity_of("grave"), std::nullopt);
}

TEST(Finding, ItsFingerprintIsTheSameInAnotherArchiveAndAtAnotherTime) {
  Finding again = example();
  again.place = {.archive = "b.har", .offset = 99, .record = "entry 3"};
  again.time = std::chrono::sys_seconds(std::chrono::seconds(1));
  again.expected = "in other words";
  again.count = 7;
  EXPECT_EQ(fingerprint(again), fingerprint(example()));
  EXPECT_EQ(fingerprint(again).size(), 32U);
}

TEST(Finding, ItsFingerprintTellsPagesRegionsRulesKindsAndElementsApart) {
  const std::string one = fingerprint(example());
  Finding other = example();
  other.path = "/a/2.html";
  EXPECT_NE(fingerprint(other), one);
  other = example();
  other.region = "CZ";
  EXPECT_NE(fingerprint(other), one);
  other = example();
  other.rule = "s";
  EXPECT_NE(fingerprint(other), one);
  other = example();
  other.kind = FindingKind::attribute_unchanged;
  EXPECT_NE(fingerprint(other), one);
  other = example();
  other.excerpt_length = 4;
  EXPECT_NE(fingerprint(other), one);
}

TEST(Finding, AMarkBeyondTheExcerptHarmsNothing) {
  Finding finding = example();
  finding.excerpt_mark = 1000;
  EXPECT_EQ(fingerprint(finding).size(), 32U);
}

TEST(Finding, TheyStandByArchiveThenByOffset) {
  Finding later = example();
  later.place.offset = 11;
  Finding elsewhere = example();
  elsewhere.place = {.archive = "b.warc.gz", .offset = 0, .record = {}};
  EXPECT_TRUE(stands_before(example(), later));
  EXPECT_TRUE(stands_before(later, elsewhere));
  EXPECT_FALSE(stands_before(example(), example()));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
