// Which responses are judged, for whom, and what cannot be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "archived.h"
#include "filter/answer.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

using namespace tests;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(Judge, EveryRegionIsAReadingOfItsOwn) {
  const Judgement judgement = judge(rules_with(kWarn), response(page("Text")), readers_of({"RU", "CZ"}));
  EXPECT_EQ(judgement.totals.responses, 1U);
  EXPECT_EQ(judgement.totals.readings, 2U);
  EXPECT_EQ(judgement.totals.covered, 1U);
  ASSERT_EQ(judgement.findings.size(), 1U);
  EXPECT_EQ(judgement.findings[0].region, "RU");
}

TEST(Judge, RecordedIsTheRegionThatTheCaptureNoted) {
  ArchivedResponse archived = response(page("Text"));
  archived.exchange.capture = {.region = "RU", .rules_digest = "0"};
  const Judgement judgement = judge(rules_with(kWarn), std::move(archived), Question());
  ASSERT_EQ(judgement.findings.size(), 1U);
  EXPECT_EQ(judgement.findings[0].region, "RU");
}

TEST(Judge, WithoutANoteNoRegionWasRecorded) {
  const Judgement judgement = judge(rules_with(kWarn), response(page("Text")), Question());
  EXPECT_THAT(judgement.findings, IsEmpty());
  EXPECT_THAT(judgement.totals.not_auditable, ElementsAre(Pair("region-unrecorded", 1)));
}

TEST(Judge, RulesHoldAtTheTimeOfTheCapture) {
  const auto rules = rules_with(kWarn + "when.between = [2026-11-20, 2026-11-21]\n");
  EXPECT_EQ(judge(rules, response(page("Text"))).findings.size(), 1U);
  ArchivedResponse later = response(page("Text"));
  later.exchange.time = kCapture + std::chrono::days(1);
  EXPECT_THAT(judge(rules, std::move(later)).findings, IsEmpty());
}

TEST(Judge, AtAnotherTimeIfThatIsAskedFor) {
  Question question = readers_of({"RU"});
  question.at = kCapture + std::chrono::days(1);
  const auto rules = rules_with(kWarn + "when.between = [2026-11-20, 2026-11-21]\n");
  EXPECT_THAT(judge(rules, response(page("Text")), question).findings, IsEmpty());
}

TEST(Judge, WhatHasNoTimeIsNotAuditableUnlessOneIsGiven) {
  ArchivedResponse archived = response(page("Text"));
  archived.exchange.time.reset();
  EXPECT_THAT(judge(rules_with(kWarn), archived).totals.not_auditable, ElementsAre(Pair("time-unknown", 1)));
  Question question = readers_of({"RU"});
  question.at = kCapture;
  EXPECT_EQ(judge(rules_with(kWarn), archived, question).findings.size(), 1U);
}

TEST(Judge, AnArchivedHostMayStandForASite) {
  const auto rules = rules_with(kWarn + "when.site = \"www.newsroom.example\"\n");
  ArchivedResponse archived = response(page("Text"));
  archived.exchange.url = "http://127.0.0.1:8080/a/1.html";
  EXPECT_THAT(judge(rules, archived).findings, IsEmpty());
  Question question = readers_of({"RU"});
  question.sites["127.0.0.1:8080"] = "www.newsroom.example";
  const Judgement judgement = judge(rules, archived, question);
  ASSERT_EQ(judgement.findings.size(), 1U);
  EXPECT_EQ(judgement.findings[0].site, "www.newsroom.example");
  EXPECT_EQ(judgement.findings[0].url, "http://127.0.0.1:8080/a/1.html");
}

struct NotAuditable {
  const char* reason;
  std::function<void(ArchivedResponse&)> spoil;
};

TEST(Judge, ABodyThatIsNotThereIsNeverClean) {
  const std::vector<NotAuditable> cases = {
      {"body-absent", [](ArchivedResponse& r) { r.exchange.body = ArchivedBody::absent; }},
      {"revisit-unresolved", [](ArchivedResponse& r) { r.exchange.body = ArchivedBody::elsewhere; }},
      {"body-truncated", [](ArchivedResponse& r) { r.exchange.body = ArchivedBody::truncated; }},
      {"page-too-large", [](ArchivedResponse& r) { r.too_large = true; }},
      {"coding-unknown",
       [](ArchivedResponse& r) { r.exchange.head.fields.append("Content-Encoding", "compress"); }},
      {"body-converted", [](ArchivedResponse& r) { r.exchange.body = ArchivedBody::converted; }},
      {"coding-corrupt",
       [](ArchivedResponse& r) {
         r.exchange.head.fields.append("Content-Encoding", "gzip");
         r.body = "\x1f\x8b\x08 and no more";
       }},
      {"response-absent", [](ArchivedResponse& r) { r.exchange.body = ArchivedBody::no_answer; }},
      {"upstream-partial", [](ArchivedResponse& r) { r.exchange.head.status = 206; }},
      {"xhtml-unsupported",
       [](ArchivedResponse& r) { r.exchange.head.fields.set("Content-Type", "application/xhtml+xml"); }},
  };
  for (const NotAuditable& one : cases) {
    ArchivedResponse archived = response(page("Text"));
    one.spoil(archived);
    const Judgement judgement = judge(rules_with(kWarn), std::move(archived));
    EXPECT_THAT(judgement.totals.not_auditable, ElementsAre(Pair(one.reason, 1)));
    EXPECT_THAT(judgement.findings, IsEmpty()) << one.reason;
    EXPECT_EQ(judgement.totals.clean, 0U) << one.reason;
  }
}

TEST(Judge, WhatNobodyAnsweredIsNoPageThatShouldHaveBeenBlocked) {
  ArchivedResponse archived = response("");
  archived.exchange.head = {};
  archived.exchange.body = ArchivedBody::no_answer;
  archived.exchange.body_flaw = "its status is 0";
  archived.has_body = false;
  const auto rules = rules_with(
      "[[rules]]\nid = \"b\"\nwhen.region = \"RU\"\nwhen_unknown = \"skip\"\nblock.notice = \"n\"\n");
  const Judgement judgement = judge(rules, std::move(archived));
  EXPECT_THAT(judgement.findings, IsEmpty());
  ASSERT_EQ(judgement.not_auditable.size(), 1U);
  EXPECT_EQ(judgement.not_auditable[0].reason, "response-absent");
  EXPECT_EQ(judgement.not_auditable[0].detail, "its status is 0");
}

/// Of a script that a browser blocked.
ArchivedResponse unanswered_script() {
  ArchivedResponse archived = response("");
  archived.exchange.head = {};
  archived.exchange.head.fields.append("Content-Type", "application/octet-stream");
  archived.exchange.body = ArchivedBody::no_answer;
  archived.has_body = false;
  return archived;
}

TEST(Judge, WhatNobodyAnsweredIsPassedOverIfItWasToBeNoPage) {
  const Totals totals = judge(rules_with(kWarn), unanswered_script(), readers_of({"RU", "CZ"})).totals;
  EXPECT_THAT(totals.not_auditable, IsEmpty());
  EXPECT_EQ(totals.readings, 0U);
  EXPECT_THAT(totals.passed_over, ElementsAre(Pair("subresource-absent", 1)));
}

TEST(Judge, WhatNobodyAnsweredIsNamedWhereARuleIsAboutItWhateverItWasToBe) {
  const auto rules = rules_with(
      "[[rules]]\nid = \"b\"\nwhen.region = \"RU\"\nwhen_unknown = \"skip\"\nblock.notice = \"n\"\n");
  const Totals totals = judge(rules, unanswered_script(), readers_of({"RU", "CZ"})).totals;
  EXPECT_THAT(totals.not_auditable, ElementsAre(Pair("response-absent", 1)));
}

TEST(Judge, WhatIsNotAuditableIsNamedForEachRegion) {
  ArchivedResponse archived = response(page("Text"));
  archived.exchange.body = ArchivedBody::truncated;
  archived.exchange.body_flaw = "the crawler cut it: length";
  const auto named = judge(rules_with(kWarn), std::move(archived), readers_of({"RU", "CZ"})).not_auditable;
  ASSERT_EQ(named.size(), 2U);
  EXPECT_EQ(named[0].region, "CZ");
  EXPECT_EQ(named[1].region, "RU");
  for (const UnauditableReading& reading : named) {
    EXPECT_EQ(reading.place.archive, "a.warc.gz");
    EXPECT_EQ(reading.place.offset, 7U);
    EXPECT_EQ(reading.place.record, "<urn:uuid:1>");
    EXPECT_EQ(reading.url, "https://www.newsroom.example/a/1.html") << "without its query";
    EXPECT_EQ(reading.time, kCapture);
    EXPECT_EQ(reading.reason, "body-truncated");
    EXPECT_EQ(reading.detail, "the crawler cut it: length");
  }
}

TEST(Judge, CountsWhatWasCapturedUnderOtherRules) {
  const auto rules = rules_with(kWarn);
  const std::string other(64, 'a');
  const std::vector<std::pair<std::string, std::string>> cases = {
      {rules->digest(), ""}, {other, other}, {"", "unrecorded"}, {"\x1b]0;owned", "unrecorded"}};
  for (const auto& [recorded, counted] : cases) {
    ArchivedResponse archived = response(page("Text"));
    archived.exchange.capture = CaptureNote{"RU", recorded};
    const Totals totals = judge(rules, std::move(archived), readers_of({})).totals;
    if (counted.empty())
      EXPECT_THAT(totals.other_rules, IsEmpty()) << recorded;
    else
      EXPECT_THAT(totals.other_rules, ElementsAre(Pair(counted, 1))) << recorded;
  }
  EXPECT_THAT(judge(rules, response(page("Text"))).totals.other_rules, IsEmpty())
      << "no capture of the proxy's";
}

TEST(Judge, WhatAnArchiveSaysOfABodyIsTextAndNotLong) {
  ArchivedResponse archived = response(page("Text"));
  archived.exchange.body = ArchivedBody::truncated;
  archived.exchange.body_flaw = "\xFF" + std::string(100'000, 'x');
  const auto named = judge(rules_with(kWarn), std::move(archived)).not_auditable;
  ASSERT_EQ(named.size(), 1U);
  EXPECT_THAT(named[0].detail, testing::StartsWith("\xEF\xBF\xBDx"));
  EXPECT_LT(named[0].detail.size(), 1000U);
}

TEST(Judge, APageThatWasStoredDecodedIsReadWhateverItsHeadSays) {
  for (const char* coding : {"br", "deflate", "gzip", "zstd"}) {
    ArchivedResponse archived = response(page("Text"));
    archived.exchange.head.fields.append("Content-Encoding", coding);
    EXPECT_EQ(judge(rules_with(kWarn), std::move(archived)).findings.size(), 1U) << coding;
  }
}

TEST(Judge, ABlockIsMissingWhateverTheBody) {
  ArchivedResponse archived = response("");
  archived.exchange.body = ArchivedBody::absent;
  const auto rules = rules_with("[[rules]]\nid = \"b\"\nwhen_unknown = \"skip\"\nblock.notice = \"n\"\n");
  EXPECT_THAT(kinds(judge(rules, std::move(archived))), ElementsAre(FindingKind::block_missing));
}

TEST(Judge, ABodyWithAFlawIsCheckedInPart) {
  ArchivedResponse archived = response(page("Text"));
  archived.exchange.body_flaw = "its digest is wrong";
  const Judgement judgement = judge(rules_with(kWarn), std::move(archived));
  EXPECT_THAT(judgement.totals.partly_checked, ElementsAre(Pair("body-flawed", 1)));
  EXPECT_EQ(judgement.findings.size(), 1U);
}

TEST(Judge, HeadersCannotBeCheckedWhereThereAreNone) {
  ArchivedResponse archived = response(page("Text"));
  archived.exchange.head = {0, "", {{"Content-Type", "text/html"}}};
  const Judgement judgement =
      judge(rules_with("[[rules]]\nid = \"h\"\nheaders.set.\"X-A\" = \"1\"\n"), std::move(archived));
  EXPECT_THAT(judgement.findings, IsEmpty());
  EXPECT_THAT(judgement.totals.partly_checked, ElementsAre(Pair("head-absent", 1)));
  EXPECT_EQ(judgement.totals.clean, 0U);
}

TEST(Judge, ResponsesThatNobodySeesAsAPageArePassedOver) {
  const std::vector<NotAuditable> cases = {
      {"method", [](ArchivedResponse& r) { r.exchange.method = "HEAD"; }},
      {"interim", [](ArchivedResponse& r) { r.exchange.head.status = 103; }},
      {"not-modified", [](ArchivedResponse& r) { r.exchange.head.status = 304; }},
      {"url", [](ArchivedResponse& r) { r.exchange.url = "dns:www.newsroom.example"; }},
      {"acceptance",
       [](ArchivedResponse& r) { r.exchange.url = "https://www.newsroom.example/_caveat/accept?to=/a"; }},
      {"redirect-or-empty", [](ArchivedResponse& r) { r.exchange.head.status = 204; }},
      {"refused-by-the-proxy",
       [](ArchivedResponse& r) {
         r.exchange.head = filter::failure_answer(503).head;
         r.body = filter::failure_answer(503).body;
       }},
  };
  for (const NotAuditable& one : cases) {
    ArchivedResponse archived = response(page("Text"));
    one.spoil(archived);
    const Judgement judgement = judge(rules_with(kWarn), std::move(archived));
    EXPECT_THAT(judgement.totals.passed_over, ElementsAre(Pair(one.reason, 1)));
    EXPECT_EQ(judgement.totals.readings, 0U) << one.reason;
  }
}

ArchivedResponse redirect(std::string body, int status = 302) {
  ArchivedResponse archived = response(std::move(body), status);
  archived.exchange.head.fields.append("Location", "/a/2.html");
  return archived;
}

TEST(Judge, ARedirectWithoutHtmlIsNoPageHoweverItsEndWasFramed) {
  for (const char* length : {"", "0"}) {
    ArchivedResponse archived = redirect("");
    if (*length != '\0') archived.exchange.head.fields.append("Content-Length", length);
    const Judgement judgement = judge(rules_with(kWarn), std::move(archived));
    EXPECT_THAT(judgement.findings, IsEmpty());
    EXPECT_THAT(judgement.totals.passed_over, ElementsAre(Pair("redirect-or-empty", 1)));
    EXPECT_EQ(judgement.totals.readings, 0U);
  }
}

TEST(Judge, ARedirectWithHtmlOfItsOwnIsThePageThatTheProxyMakesOfIt) {
  const auto rules = rules_with(kWarn);
  const std::string moved = page("<a href=/a/2.html>Moved</a>");
  for (const int status : {301, 302, 303, 307, 308}) {
    EXPECT_THAT(kinds(judge(rules, redirect(moved, status))), ElementsAre(FindingKind::notice_missing));
    const Judgement judgement = judge(rules, redirect(served(rules, moved), status));
    EXPECT_THAT(judgement.findings, IsEmpty()) << status;
    EXPECT_EQ(judgement.totals.clean, 1U) << status;
  }
}

TEST(Judge, APageWithNothingInItIsAPage) {
  EXPECT_THAT(kinds(judge(rules_with(kWarn), response(""))), ElementsAre(FindingKind::notice_missing));
  EXPECT_THAT(kinds(judge(rules_with(kWarn), response("", 302))), ElementsAre(FindingKind::notice_missing))
      << "it does not say where to go, so browsers stay";
}

TEST(Judge, ARuleThatBlocksARedirectIsAskedAllTheSame) {
  const auto rules = rules_with("[[rules]]\nid = \"b\"\nwhen_unknown = \"skip\"\nblock.notice = \"n\"\n");
  EXPECT_THAT(kinds(judge(rules, redirect(""))), ElementsAre(FindingKind::block_missing));
}

TEST(Judge, AnErrorPageIsAPage) {
  EXPECT_EQ(judge(rules_with(kWarn), response(page("Not found"), 404)).findings.size(), 1U);
}

TEST(Judge, AResponseThatRulesDoNotEditNeedsNoBody) {
  ArchivedExchange exchange = response("").exchange;
  exchange.head.fields.set("Content-Type", "image/png");
  EXPECT_FALSE(needs_body(exchange));
  exchange.head.fields.set("Content-Type", "application/json");
  EXPECT_TRUE(needs_body(exchange));
  exchange.head.fields.remove("Content-Type");
  EXPECT_TRUE(needs_body(exchange)) << "a browser would look whether it is a page";
}

TEST(Judge, CoverageIsCountedByDayAndRegion) {
  const Judgement judgement = judge(rules_with(kWarn), response(page("Text")), readers_of({"RU", "CZ"}));
  const CoverageSlot day{.day = std::chrono::floor<std::chrono::days>(kCapture), .region = "RU"};
  ASSERT_TRUE(judgement.totals.coverage.contains(day));
  EXPECT_EQ(judgement.totals.coverage.at(day).readings, 1U);
  EXPECT_EQ(judgement.totals.coverage.at(day).covered, 1U);
  EXPECT_EQ(judgement.totals.coverage.at(day).with_findings, 1U);
  EXPECT_EQ(judgement.totals.coverage.size(), 2U);
}

TEST(Judge, TheSameResponseGivesTheSameJudgement) {
  const auto rules = rules_with(kWarn + "remove.widgets = \"share\"\n");
  const ArchivedResponse archived = response(page("<div class=\"share-buttons\">Share</div>"));
  const Judge judge(rules, readers_of({"RU", "CZ", "UA-43"}));
  const Judgement one = judge.judge(archived);
  const Judgement other = judge.judge(archived);
  EXPECT_EQ(one.totals, other.totals);
  ASSERT_EQ(one.findings.size(), other.findings.size());
  for (std::size_t i = 0; i < one.findings.size(); ++i) {
    EXPECT_FALSE(stands_before(one.findings[i], other.findings[i]));
    EXPECT_FALSE(stands_before(other.findings[i], one.findings[i]));
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
