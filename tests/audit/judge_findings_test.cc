// A page in, a finding out: one test a kind of finding, and its opposite, the page as it was served.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archived.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

using namespace tests;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Kind = FindingKind;

std::string marked(const Finding& finding) {
  return finding.excerpt.substr(finding.excerpt_mark, finding.excerpt_length);
}

std::string without(std::string text, std::string_view part) {
  return replaced(std::move(text), part, "");
}

TEST(Findings, APageAsItWasServedHasNone) {
  const auto rules = rules_with(kWarn + "remove.widgets = \"share\"\n");
  const std::string archived = served(rules, page("<p>Text</p><div class=\"share-buttons\">Share</div>"));
  const Judgement judgement = judge(rules, response(archived));
  EXPECT_THAT(judgement.findings, IsEmpty());
  EXPECT_EQ(judgement.totals.clean, 1U);
  EXPECT_EQ(judgement.totals.covered, 1U);
}

TEST(Findings, ANoticeThatIsMissing) {
  const Judgement judgement = judge(rules_with(kWarn), response(page("<p>Text</p>")));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::notice_missing));
  const Finding& finding = judgement.findings[0];
  EXPECT_EQ(finding.pack, "p");
  EXPECT_EQ(finding.rule, "warn");
  EXPECT_THAT(finding.rule_place, HasSubstr("pack.toml:"));
  EXPECT_EQ(finding.severity, Severity::high);
  EXPECT_EQ(finding.url, "https://www.newsroom.example/a/1.html") << "without its query";
  EXPECT_EQ(finding.region, "RU");
  EXPECT_THAT(finding.expected, HasSubstr("start of article"));
  EXPECT_THAT(finding.expected, HasSubstr("Sharing this is an offence."));
  EXPECT_EQ(finding.excerpt.substr(0, finding.excerpt_mark), page("").substr(0, page("").find("</art")));
  EXPECT_EQ(finding.excerpt_length, 0U);
  EXPECT_EQ(judgement.totals.clean, 0U);
}

TEST(Findings, ANoticeInOtherWords) {
  const auto rules = rules_with(kWarn);
  const std::string archived = replaced(served(rules, page("<p>Text</p>")), "an offence", "a sin");
  const Judgement judgement = judge(rules, response(archived));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::notice_outdated));
  EXPECT_THAT(judgement.findings[0].expected, HasSubstr("an offence"));
  EXPECT_THAT(judgement.findings[0].seen, HasSubstr("a sin"));
  EXPECT_THAT(marked(judgement.findings[0]), HasSubstr("data-caveat=\"p/warn\""));
}

TEST(Findings, ANoticeAtAnotherPlace) {
  const auto rules = rules_with(kWarn);
  std::string archived = served(rules, page("<p>Text</p>"));
  const std::string notice = notice_in(archived);
  archived = replaced(without(archived, notice), "</article>", "</article>" + notice);
  const Judgement judgement = judge(rules, response(archived));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::notice_misplaced));
  EXPECT_EQ(judgement.findings[0].severity, Severity::medium) << "readers were told, if late";
}

TEST(Findings, ANoticeAtTheBestPlaceThatThePageHasIsInPlace) {
  const auto rules = rules_with(kWarn);
  const std::string plain = "<!DOCTYPE html><html lang=en><body><p>Text</p></body></html>";
  EXPECT_THAT(judge(rules, response(served(rules, plain))).findings, IsEmpty());
}

TEST(Findings, ANoticeInAnotherLanguageThanThePages) {
  const auto rules = rules_with(kWarn);
  const std::string english = notice_in(served(rules, page("<p>Text</p>")));
  std::string archived = served(rules, page("<p>Text</p>", "ru"));
  archived = replaced(archived, notice_in(archived), english);
  const Judgement judgement = judge(rules, response(archived));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::notice_language));
  EXPECT_THAT(judgement.findings[0].expected, HasSubstr("in ru: "));
}

TEST(Findings, AnyLanguageWillDoWhereOnlyTheReaderCouldTellIt) {
  const auto rules = rules_with(kWarn);
  const std::string untold = "<!DOCTYPE html><html><body><article><p>Text</p></article></body></html>";
  EXPECT_THAT(judge(rules, response(served(rules, untold, "RU", {"ru"}))).findings, IsEmpty());
}

TEST(Findings, TheReadersLanguageIsTheOneDueWhereTheRequestIsThere) {
  const auto rules = rules_with(kWarn);
  const std::string untold = "<!DOCTYPE html><html><body><article><p>Text</p></article></body></html>";
  ArchivedResponse archived = response(served(rules, untold, "RU", {"ru"}));
  archived.exchange.request_fields.append("Accept-Language", "en");
  EXPECT_THAT(kinds(judge(rules, std::move(archived))), ElementsAre(Kind::notice_language));
}

TEST(Findings, ANoticeThatIsThereTwice) {
  const auto rules = rules_with(kWarn);
  const std::string once = served(rules, page("<p>Text</p>"));
  const std::string archived = replaced(once, "</article>", notice_in(once) + "</article>");
  const Judgement judgement = judge(rules, response(archived));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::notice_doubled));
  EXPECT_EQ(judgement.findings[0].severity, Severity::low);
}

TEST(Findings, ANoticeThatIsNotDue) {
  const auto rules = rules_with(kWarn);
  const std::string archived = served(rules, page("<p>Text</p>"));
  const Judgement judgement = judge(rules, response(archived), readers_of({"CZ"}));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::notice_undue));
  EXPECT_EQ(judgement.findings[0].rule, "warn");
  EXPECT_EQ(judgement.findings[0].severity, Severity::medium);
}

TEST(Findings, ANoticeOfARuleThatIsNoLongerThere) {
  const std::string archived = page("<p data-caveat=\"gone/rule\">Beware</p>");
  const Judgement judgement = judge(rules_with(kWarn), response(archived), readers_of({"CZ"}));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::notice_undue));
  EXPECT_EQ(judgement.findings[0].pack, "gone");
  EXPECT_EQ(judgement.findings[0].rule_place, "");
}

TEST(Findings, TextThatOnlyTalksOfNoticesIsNone) {
  const std::string archived = page("<!-- <p data-caveat=\"p/warn\"> --><code>data-caveat=\"p/warn\"</code>");
  EXPECT_THAT(judge(rules_with(kWarn), response(archived), readers_of({"CZ"})).findings, IsEmpty());
}

TEST(Findings, AWidgetThatWasLeft) {
  const auto rules = rules_with(
      "[[rules]]\nid = \"r\"\nwhen.region = \"RU\"\nremove.elements = \".share\"\nseverity = \"low\"\n");
  const Judgement judgement =
      judge(rules, response(page("<a class=share>A</a><p>Text</p><a class=share>A</a><b class=share>B</b>")));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::widget_left, Kind::widget_left));
  for (const Finding& finding : judgement.findings) {
    EXPECT_EQ(finding.severity, Severity::low);
    EXPECT_EQ(finding.count, marked(finding) == "<a class=share>" ? 2U : 1U);
  }
}

TEST(Findings, AWidgetInsideOfAnotherIsNotToldOfItsOwn) {
  const auto rules = rules_with("[[rules]]\nid = \"r\"\nremove.widgets = \"share\"\n");
  const Judgement judgement = judge(
      rules, response(page("<div class=share-buttons><a class=share-button href=/s>A</a></div><p>Text</p>")));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::widget_left));
  EXPECT_EQ(marked(judgement.findings[0]), "<div class=share-buttons>");
}

TEST(Findings, AWidgetThatIsStillOfUse) {
  const auto rules =
      rules_with("[[rules]]\nid = \"r\"\ndisable = { elements = [\".share\"], reason = \"n\" }\n");
  const std::string live = page("<p><a class=share href=\"/s\">Share</a></p>");
  const Judgement judgement = judge(rules, response(live));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::widget_left));
  EXPECT_EQ(marked(judgement.findings[0]), "<a class=share href=\"/s\">");
  EXPECT_THAT(judge(rules, response(served(rules, live))).findings, IsEmpty());
}

TEST(Findings, AnElementThatWasNotReplaced) {
  const auto rules =
      rules_with("[[rules]]\nid = \"r\"\nreplace = { elements = [\".embed\"], with = \"other\" }\n");
  const std::string live = page("<p>A</p><div class=embed>Video</div>");
  const Judgement judgement = judge(rules, response(live));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::widget_left));
  EXPECT_THAT(judgement.findings[0].expected, HasSubstr("Another notice."));
  EXPECT_THAT(judge(rules, response(served(rules, live))).findings, IsEmpty());
}

const std::string kLabel = "[[rules]]\nid = \"l\"\nlabel = { mentions = [\"Heron\"], with = \"*\" }\n";

TEST(Findings, AMentionWithoutItsLabel) {
  const auto rules = rules_with(kLabel);
  const std::string live = page("<p title=\"Heron\">Of Heron and of Heron</p>");
  const Judgement judgement = judge(rules, response(live));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::mention_unlabelled));
  EXPECT_EQ(judgement.findings[0].count, 2U);
  EXPECT_EQ(marked(judgement.findings[0]), "Heron");
  EXPECT_TRUE(judgement.findings[0].excerpt.substr(0, judgement.findings[0].excerpt_mark).ends_with("Of "));
  EXPECT_THAT(judge(rules, response(served(rules, live))).findings, IsEmpty());
}

TEST(Findings, OneMentionOfSeveralWithoutItsLabel) {
  const auto rules = rules_with(kLabel);
  const std::string all = served(rules, page("<p>First Heron, then Heron, last Heron.</p>"));
  const std::size_t begin = all.find("<sup", all.find("then"));
  const std::size_t from = begin == std::string::npos ? all.find('<', all.find("then")) : begin;
  const std::size_t to = all.find("last");
  const std::string archived = all.substr(0, from) + ", " + all.substr(to);
  const Judgement judgement = judge(rules, response(archived));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::mention_unlabelled)) << archived;
  EXPECT_EQ(judgement.findings[0].count, 1U);
  EXPECT_THAT(judgement.findings[0].excerpt.substr(0, judgement.findings[0].excerpt_mark),
              HasSubstr("then "));
}

TEST(Findings, ALabelInOtherWords) {
  const std::string archived = served(rules_with(kLabel), page("<p>Of Heron</p>"));
  const auto rules = rules_with("[[rules]]\nid = \"l\"\nlabel = { mentions = [\"Heron\"], with = \"**\" }\n");
  EXPECT_THAT(kinds(judge(rules, response(archived))), ElementsAre(Kind::notice_outdated));
}

TEST(Findings, ALabelWhereNoneIsDueAnyMore) {
  const std::string archived = served(rules_with(kLabel), page("<p>Of Heron and of Egret</p>"));
  const auto rules = rules_with("[[rules]]\nid = \"l\"\nlabel = { mentions = [\"Stork\"], with = \"*\" }\n");
  EXPECT_THAT(kinds(judge(rules, response(archived))), ElementsAre(Kind::notice_undue));
}

TEST(Findings, ANameThatWasNotWithheld) {
  const auto rules = rules_with(
      "[[rules]]\nid = \"w\"\nwithhold = { mentions = [\"Heron\"], elements = [\".secret\"], with = "
      "\"[...]\" }\n");
  const std::string live = page("<p>Of Heron</p><p class=secret>More</p>");
  const Judgement judgement = judge(rules, response(live));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::passage_not_withheld, Kind::passage_not_withheld));
  EXPECT_THAT(judgement.findings[0].expected, HasSubstr("[...]"));
  EXPECT_THAT(judge(rules, response(served(rules, live))).findings, IsEmpty());
}

TEST(Findings, AnAttributeAsItWas) {
  const auto rules = rules_with(
      "[[rules]]\nid = \"a\"\nattributes = { \"a[ping]\" = { set = { rel = \"noreferrer\" }, remove = "
      "[\"ping\"] } }\n");
  const std::string live = page("<a ping=\"/p\" href=\"/x\">X</a>");
  const Judgement judgement = judge(rules, response(live));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::attribute_unchanged));
  EXPECT_EQ(judgement.findings[0].seen, "<a ping=\"/p\" href=\"/x\">");
  EXPECT_THAT(judgement.findings[0].expected, HasSubstr("rel=\"noreferrer\""));
  EXPECT_THAT(judge(rules, response(served(rules, live))).findings, IsEmpty());
}

const std::string kBlock =
    "[[rules]]\nid = \"b\"\nwhen.region = \"RU\"\nwhen_unknown = \"skip\"\nblock.notice = \"n\"\n";

TEST(Findings, APageThatWasServedWhereARuleBlocksIt) {
  const Judgement judgement = judge(rules_with(kBlock), response(page("<p>Text</p>")));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::block_missing));
  EXPECT_EQ(judgement.findings[0].expected, "status 451 in place of the page");
  EXPECT_EQ(judgement.findings[0].seen, "status 200");
}

TEST(Findings, ARedirectIsNoBlock) {
  ArchivedResponse redirect = response("", 302);
  redirect.exchange.head.fields.set("Location", "/b");
  redirect.exchange.head.fields.remove("Content-Type");
  EXPECT_THAT(kinds(judge(rules_with(kBlock), std::move(redirect))), ElementsAre(Kind::block_missing));
}

TEST(Findings, ABlockInAnyLanguageOfItsNoticeIsOne) {
  const auto rules = rules_with(kBlock);
  for (const char* language : {"en", "ru"}) {
    ArchivedResponse blocked = response(served(rules, "", "RU", {language}), 451);
    blocked.exchange.head.fields.set("Content-Language", language);
    EXPECT_THAT(judge(rules, std::move(blocked)).findings, IsEmpty()) << language;
  }
}

TEST(Findings, ABlockInOtherWords) {
  const auto rules = rules_with(kBlock);
  const std::string other = replaced(served(rules, "", "RU", {"en"}), "an offence", "a sin");
  EXPECT_THAT(kinds(judge(rules, response(other, 451))), ElementsAre(Kind::notice_outdated));
}

TEST(Findings, ABlockThatNoRuleAsksFor) {
  const auto rules = rules_with(kBlock);
  const Judgement judgement = judge(rules, response(served(rules, "", "RU"), 451), readers_of({"CZ"}));
  EXPECT_THAT(kinds(judgement), ElementsAre(Kind::block_undue));
}

const std::string kAsk =
    "[[rules]]\nid = \"ask\"\nwhen.region = \"RU\"\nacknowledge.notice = \"n\"\nremove.elements = "
    "\".share\"\n";

TEST(Findings, APageThatWasServedUnasked) {
  const Judgement judgement = judge(rules_with(kAsk), response(page("<p>Text</p>")));
  EXPECT_THAT(kinds(judgement), ElementsAre(Kind::acknowledgement_missing));
}

TEST(Findings, APageThatWasServedUnaskedIsJudgedAllTheSame) {
  const Judgement judgement = judge(rules_with(kAsk), response(page("<a class=share>S</a>")));
  EXPECT_THAT(kinds(judgement),
              testing::UnorderedElementsAre(Kind::acknowledgement_missing, Kind::widget_left));
}

TEST(Findings, ThePageThatAsksIsNoFinding) {
  const auto rules = rules_with(kAsk);
  ArchivedResponse asked = response(served(rules, "", "RU", {"ru"}), 403);
  asked.exchange.head.fields.set("Content-Language", "ru");
  EXPECT_THAT(judge(rules, std::move(asked)).findings, IsEmpty());
}

TEST(Findings, WhoHadAcceptedIsNotAskedAgain) {
  Question question = readers_of({"RU"});
  question.accepted = true;
  EXPECT_THAT(judge(rules_with(kAsk), response(page("<p>Text</p>")), question).findings, IsEmpty());
}

const std::string kHeaders =
    "[[rules]]\nid = \"h\"\nheaders = { set = { \"Referrer-Policy\" = \"no-referrer\" }, remove = "
    "[\"X-Tracker\"] }\n";

TEST(Findings, AHeaderThatIsNotAsTheRuleSays) {
  ArchivedResponse archived = response(page("<p>Text</p>"));
  archived.exchange.head.fields.append("Referrer-Policy", "origin");
  archived.exchange.head.fields.append("X-Tracker", "1");
  const Judgement judgement = judge(rules_with(kHeaders), std::move(archived));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::header_wrong, Kind::header_wrong));
  EXPECT_EQ(judgement.findings[0].expected, "Referrer-Policy: no-referrer");
  EXPECT_EQ(judgement.findings[0].seen, "Referrer-Policy: origin");
  EXPECT_EQ(judgement.findings[1].expected, "no X-Tracker");
  EXPECT_NE(fingerprint(judgement.findings[0]), fingerprint(judgement.findings[1]));
}

TEST(Findings, AHeaderAsTheRuleSaysIsNone) {
  ArchivedResponse archived = response(page("<p>Text</p>"));
  archived.exchange.head.fields.append("Referrer-Policy", "no-referrer");
  EXPECT_THAT(judge(rules_with(kHeaders), std::move(archived)).findings, IsEmpty());
}

TEST(Findings, AResponseThatARuleRefusesSinceItIsNoHtml) {
  const auto rules = rules_with(kWarn + "non_html = \"refuse\"\n");
  ArchivedResponse archived = response("%PDF-1.7");
  archived.exchange.head.fields.set("Content-Type", "application/pdf");
  archived.has_body = false;
  EXPECT_THAT(kinds(judge(rules, std::move(archived))), ElementsAre(Kind::refusal_missing));
}

TEST(Findings, APageWithNoPlaceForItsNoticeThatWasServed) {
  const auto rules = rules_with(kWarn);
  const std::string frames = "<html><frameset><frame src=a></frameset></html>";
  EXPECT_THAT(kinds(judge(rules, response(frames))), ElementsAre(Kind::refusal_missing));
}

TEST(Findings, AFeedWithoutItsNotices) {
  const auto rules = rules_with(kWarn + "in = [\"feed\"]\n");
  ArchivedResponse archived = response(
      "<rss "
      "version=\"2.0\"><channel><item><description>&lt;p>Text&lt;/p></description></item></channel></rss>");
  archived.exchange.head.fields.set("Content-Type", "application/rss+xml");
  EXPECT_THAT(kinds(judge(rules, std::move(archived))), ElementsAre(Kind::notice_missing));
}

TEST(Findings, ARuleInTheShadowAsksForNothing) {
  const auto rules = rules_with(kWarn + "mode = \"shadow\"\n");
  const Judgement judgement = judge(rules, response(page("<p>Text</p>")));
  EXPECT_THAT(judgement.findings, IsEmpty());
  EXPECT_EQ(judgement.totals.covered, 0U);
}

TEST(Findings, AnExcerptIsUtf8WhateverThePageIsIn) {
  const auto rules = rules_with(kWarn);
  ArchivedResponse archived = response(page("<p>\xcf\xf0\xe8\xe2\xe5\xf2</p>"));
  archived.exchange.head.fields.set("Content-Type", "text/html; charset=windows-1251");
  const Judgement judgement = judge(rules, std::move(archived));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::notice_missing));
  EXPECT_THAT(judgement.findings[0].excerpt, HasSubstr("Привет"));
}

TEST(Findings, APageInUtf16IsReadLikeAnyOther) {
  const auto rules = rules_with(kWarn);
  std::string utf16 = "\xFF\xFE";
  for (const char c : page("<p>Text</p>")) {
    utf16 += c;
    utf16 += '\0';
  }
  const Judgement judgement = judge(rules, response(utf16));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::notice_missing));
  EXPECT_THAT(judgement.findings[0].excerpt, HasSubstr("<article>"));
}

TEST(Findings, WhatIsNoUtf8InAPageIsReplaced) {
  const auto rules = rules_with(kWarn);
  const Judgement judgement = judge(rules, response(page("\xFF\xFE<p>Text</p>")));
  ASSERT_THAT(kinds(judgement), ElementsAre(Kind::notice_missing));
  EXPECT_THAT(judgement.findings[0].excerpt, HasSubstr("\xEF\xBF\xBD"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
