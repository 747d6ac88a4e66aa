#include "audit/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;
using testing::Not;

AuditSummary example() {
  AuditSummary summary;
  summary.regions = {"RU", "CZ"};
  summary.totals.archives = 1;
  summary.totals.responses = 1234;
  summary.totals.readings = 2000;
  summary.totals.not_auditable = {{"body-truncated", 3}};
  summary.not_auditable = {{.place = {.archive = "a\x1b.warc", .offset = 7, .record = "<urn:1>"},
                            .url = "https://www.example.org/b",
                            .region = "CZ",
                            .reason = "body-truncated",
                            .detail = "cut\x1b]0;owned"}};
  Finding finding;
  finding.kind = FindingKind::widget_left;
  finding.severity = Severity::high;
  finding.pack = "p";
  finding.rule = "r";
  finding.region = "RU";
  finding.url = "https://www.example.org/a";
  finding.seen = "<a class=share>\x1b]0;owned\x07\xE2\x80\xAE";
  finding.count = 2;
  summary.totals.count(finding);
  summary.first = {finding};
  return summary;
}

TEST(AuditSummary, TellsWhatWasReadAndWhatWasFound) {
  const std::string text = summary_text(example());
  EXPECT_THAT(text, HasSubstr("1,234 responses"));
  EXPECT_THAT(text, HasSubstr("2,000 readings for RU, CZ"));
  EXPECT_THAT(text, HasSubstr("3 not auditable: body-truncated 3"));
  EXPECT_THAT(text, HasSubstr("1 finding: 1 high, 0 medium, 0 low\n"));
  EXPECT_THAT(text, HasSubstr("2 times"));
}

TEST(AuditSummary, NamesWhatIsNotAuditable) {
  AuditSummary summary = example();
  summary.not_auditable[0].detail = "the crawler cut it";
  summary.not_auditable[0].place.archive = "a.warc";
  const std::string line =
      "  a.warc at 7: https://www.example.org/b for CZ: body-truncated, the crawler cut it\n";
  EXPECT_THAT(summary_text(summary), HasSubstr(line + "  ...\n"));
  summary.totals.not_auditable["body-truncated"] = 1;
  EXPECT_THAT(summary_text(summary), Not(HasSubstr("...")));
  EXPECT_THAT(summary_json(summary), HasSubstr("\"detail\": \"the crawler cut it\""));
}

TEST(AuditSummary, NamesAnEntryWhereAnOffsetTellsNobodyAnything) {
  AuditSummary summary = example();
  for (ArchivePlace* place : {&summary.not_auditable[0].place, &summary.first[0].place})
    *place = {.archive = "a.har", .offset = 0, .record = "log.entries[3]"};
  summary.totals.unreadable_records = 1;
  summary.faults = {{{"a.har", 0, "log.entries[4]"}, "the entry has no URL", false}};
  const std::string text = summary_text(summary);
  EXPECT_THAT(text, HasSubstr("  a.har, log.entries[3]: https://www.example.org/b"));
  EXPECT_THAT(text, HasSubstr("  a.har, log.entries[4]: the entry has no URL"));
  EXPECT_THAT(text, HasSubstr("in        a.har, log.entries[3]\n"));
  EXPECT_THAT(text, Not(HasSubstr(" at 0")));
}

TEST(AuditSummary, WarnsOfCapturesUnderOtherRules) {
  AuditSummary summary = example();
  EXPECT_THAT(summary_text(summary), Not(HasSubstr("Warning")));
  summary.totals.other_rules = {{"", 3}, {std::string(64, 'a'), 1}};
  const std::string warning = "Warning: 4 responses were captured under other rules than those given:\n";
  EXPECT_THAT(summary_text(summary), HasSubstr(warning + "  further ones  3\n  aaaa"));
  EXPECT_THAT(summary_json(summary), HasSubstr("aaaa\": 1"));
}

TEST(AuditSummary, IsHarmlessOnATerminal) {
  const std::string text = summary_text(example());
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\x07")));
  EXPECT_THAT(text, Not(HasSubstr("\xE2\x80\xAE"))) << "a direction override";
  EXPECT_THAT(summary_json(example()), Not(HasSubstr("\x1b")));
  EXPECT_THAT(summary_json(example()), HasSubstr("\\u202e"));
}

TEST(AuditSummary, IsHarmlessWhateverAPartialHasForNames) {
  const std::string hostile = "\x1b]0;owned\x07";
  AuditSummary summary = example();
  summary.regions = {hostile};
  summary.totals.other_rules[hostile] = 1;
  for (const auto reasons : {&Totals::passed_over, &Totals::not_auditable, &Totals::partly_checked})
    (summary.totals.*reasons)[hostile] = 1;
  EXPECT_THAT(summary_text(summary), Not(HasSubstr("\x1b")));
  EXPECT_THAT(summary_text(summary), Not(HasSubstr("\x07")));
}

TEST(AuditSummary, TellsKnownFindingsFromNewOnes) {
  AuditSummary summary = example();
  summary.known = 1;
  summary.first.clear();
  EXPECT_EQ(summary.new_findings(), 0U);
  EXPECT_THAT(summary_text(summary), HasSubstr("; 1 known, 0 new"));
}

TEST(AuditSummary, SaysSoWhereThereIsNone) {
  AuditSummary summary;
  summary.totals.responses = 1;
  EXPECT_THAT(summary_text(summary), HasSubstr("No findings.\n"));
}

TEST(AuditSummary, DoesNotTakeAnArchiveWithoutResponsesForOneWithoutFaults) {
  EXPECT_THAT(summary_text(AuditSummary()), HasSubstr("Nothing was audited"));
}

TEST(AuditSummary, WritesNumbersForPeople) {
  EXPECT_EQ(grouped_digits(0), "0");
  EXPECT_EQ(grouped_digits(999), "999");
  EXPECT_EQ(grouped_digits(1000), "1,000");
  EXPECT_EQ(grouped_digits(1234567), "1,234,567");
  EXPECT_EQ(bytes_text(999), "999 bytes");
  EXPECT_EQ(bytes_text(1500), "1.5 kB");
  EXPECT_EQ(bytes_text(999'999), "1.0 MB");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
