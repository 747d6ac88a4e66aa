#include "rules/decision_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "pack_texts.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

constexpr std::string_view kPack = R"([pack]
id = "p"
title = "T"
legal_basis = "Art. 1"
[notices.n]
kind = "warning"
text.en = "Text"
[[rules]]
id = "r"
when.region = "RU"
when.path = "/a/**"
insert = { notice = "n", at = "start of article" }
headers.set.X-A = "1"
)";

std::string memo_of(std::string_view pack, const Facts& facts, const MemoTerms& terms = {}) {
  const auto rules = compile(pack).rules;
  return decision_text(rules->decide(facts), rules->explain(facts), facts, terms);
}

TEST(DecisionText, ReadsLikeAMemo) {
  EXPECT_EQ(memo_of(kPack, facts_of("RU")),
            R"(www.newsroom.example/a/1.html, as read from RU at 2026-11-23T00:00:00Z

The page is served with changes: the only rule applies.
  notice of p/r is put in
  field X-A: 1
  if that cannot be done, the page is refused (503)
  other readers of this address may get something else

APPLIES

p/r  (pack.toml:8)
  pack: T
  legal basis: Art. 1
  does  insert  (pack.toml:12)
        warning `n` in en: its only language
        at start of article, else the end of the body
  does  headers  (pack.toml:13)
  yes  when.region  RU is in RU  (pack.toml:10)
  yes  when.path  /a/1.html matches /a/**  (pack.toml:11)
)");
}

TEST(DecisionText, SaysWhichConditionFailedFirstAndNamesTheOthers) {
  std::string pack(kPack);
  pack += "when.method = \"POST\"\n";
  EXPECT_EQ(memo_of(pack, facts_of("CZ")),
            R"(www.newsroom.example/a/1.html, as read from CZ at 2026-11-23T00:00:00Z

The page passes unchanged: the only rule does not apply.

DOES NOT APPLY

p/r
  NO   when.region  CZ is not in RU  (pack.toml:10)
       nor do these hold: when.method
)");
}

TEST(DecisionText, CountsRulesForOtherPagesUnlessAllAreWanted) {
  std::string pack = pack_with("[[rules]]\nid = \"here\"\nwhen.region = \"RU\"\nheaders.set.X-A = \"1\"\n");
  for (int i = 0; i < 300; ++i) {
    pack += "[[rules]]\nid = \"other-" + std::to_string(i) + "\"\nwhen.region = \"RU\"\nwhen." +
            (i % 2 == 0 ? "path = \"/b\"" : "site = \"b.example\"") + "\nheaders.set.X-A = \"1\"\n";
  }
  const std::string brief = memo_of(pack, facts_of("CZ"));
  EXPECT_THAT(brief, testing::EndsWith("\n300 more rules are for other sites or paths (--all lists them)\n"));
  EXPECT_EQ(std::count(brief.begin(), brief.end(), '\n'), 11) << brief;
  const std::string whole = memo_of(pack, facts_of("CZ"), {.known_from = {}, .all = true});
  EXPECT_THAT(whole, testing::HasSubstr("p/other-299"));
  EXPECT_THAT(whole, testing::Not(testing::HasSubstr("--all")));
}

constexpr std::string_view kContested = R"([pack]
id = "p"
title = "Readers at risk"
owner = "legal@newsroom.example"
legal_basis = "Art. 20.33"
reference = "https://newsroom.example/legal"
expires = 2026-11-01
[regions.there]
include = ["RU", "UA-43"]
[regions.narrow]
include = ["UA-43"]
uncertain = "outside"
[notices.n]
kind = "warning"
text = { en = "In {region}", ru = "Там" }
[[rules]]
id = "r"
when.region = "there"
unless.region = "narrow"
insert = { notice = "n", at = ["start of article", "start of main"] }
)";

std::string in_force(std::string_view pack) {
  std::string text(pack);
  return text.erase(text.find("expires"), std::string_view("expires = 2026-11-01\n").size());
}

TEST(DecisionText, GoesDownToWhatIsMissingAndHowThatCounts) {
  const std::string memo =
      memo_of(in_force(kContested), facts_of("UA"), {.known_from = {"192.0.2.7 → UA", "said by a list"}});
  for (const std::string_view part : {
           "as read from UA at 2026-11-23T00:00:00Z\n  192.0.2.7 → UA\n  said by a list\n\nThe page",
           "  pack: Readers at risk\n  legal basis: Art. 20.33\n  owner: legal@newsroom.example\n"
           "  reference: https://newsroom.example/legal\n",
           "  yes  when.region  UA, subdivision unknown → may be in there → uncertain counts as inside → "
           "inside  (",
           "  yes  unless.region  UA, subdivision unknown → may be in narrow → an exception is only for who "
           "is "
           "certainly there → outside  (",
           "at start of article, else start of main, else the end of the body\n",
       }) {
    EXPECT_THAT(memo, testing::HasSubstr(part));
  }
}

TEST(DecisionText, SaysThatAPackIsOverBeforeAllElse) {
  EXPECT_THAT(
      memo_of(kContested, facts_of("CZ")),
      testing::HasSubstr("p/r\n  NO   expires  2026-11-23T00:00:00Z is not before 2026-11-01T00:00:00Z  "
                         "(pack.toml:7)\n       nor do these hold: when.region\n"));
}

struct LanguageCase {
  std::string page;
  std::vector<std::string> reader;
  std::string_view told;
};

TEST(DecisionText, SaysWhyANoticeComesInItsLanguage) {
  const LanguageCase kCases[] = {
      {"ru-ru", {}, "in ru: the page is in ru-ru\n"},
      {"cs", {"ru"}, "in ru: the page is in cs, which the notice has not, and the reader asks for ru\n"},
      {"", {"ru"}, "in ru: no language of a page is known, and the reader asks for ru\n"},
      {"",
       {},
       "in en: no language of a page is known, the reader asks for none, and it is the pack's first\n"},
      {"",
       {"fa", "de"},
       "in en: no language of a page is known, the notice has nothing that the reader asks for (fa, "
       "de), and it is the pack's first\n"},
  };
  for (const LanguageCase& one : kCases) {
    Facts facts = facts_of("RU");
    facts.page->language = one.page;
    facts.reader_languages = one.reader;
    EXPECT_THAT(memo_of(in_force(kContested), facts), testing::HasSubstr(one.told)) << one.page;
  }
}

TEST(DecisionText, TellsWhatABlockShowsThoughThereIsNoPage) {
  Facts facts = facts_of("unknown");
  facts.page->language = "ru";
  const std::string memo = memo_of(in_force(kContested) +
                                       "[[rules]]\nid = \"b\"\nwhen.region = \"there\"\nwhen_unknown = "
                                       "\"apply\"\nblock = { notice = \"n\" }\n",
                                   facts);
  EXPECT_THAT(memo, testing::HasSubstr("The page is blocked with status 451: 2 of 2 rules apply.\n"));
  EXPECT_THAT(memo, testing::HasSubstr(
                        "warning `n` in en: no language of a page is known, the reader asks for none"));
  EXPECT_THAT(memo,
              testing::HasSubstr("place unknown → may be in there → when_unknown is \"apply\" → inside"));
}

TEST(DecisionText, TellsWhatAReaderIsAskedToAccept) {
  const std::string memo = memo_of(
      in_force(kContested) + "[[rules]]\nid = \"a\"\nwhen.region = \"there\"\nacknowledge.notice = \"n\"\n",
      facts_of("RU"));
  EXPECT_THAT(memo,
              testing::HasSubstr("The page is shown once the reader has accepted what is said first.\n"));
  EXPECT_THAT(memo, testing::HasSubstr(
                        "  does  acknowledge  (pack.toml:23)\n        warning `n` in en: no language"));
}

TEST(DecisionText, NamesRulesThatWait) {
  Facts facts = facts_of("RU");
  facts.page.reset();
  const std::string memo = memo_of(
      in_force(kContested) + "[[rules]]\nid = \"w\"\nwhen.language = \"ru\"\nheaders.set.X-A = \"1\"\n",
      facts);
  EXPECT_THAT(memo, testing::HasSubstr("Not decided yet: it depends on what the page says.\n"));
  EXPECT_THAT(memo, testing::HasSubstr("\nMAY APPLY\n\np/w  ("));
  EXPECT_THAT(memo, testing::HasSubstr("  ?    when.language  the page's language is not known yet  ("));
}

TEST(DecisionJson, CarriesVerdictEditsAndConditions) {
  const auto rules = compile(kPack).rules;
  const Facts facts = facts_of("RU");
  const std::string json =
      decision_json(rules->decide(facts), rules->explain(facts), facts, {.known_from = {"a line"}});
  for (const std::string_view part :
       {R"("verdict": "edit")", R"("region": "RU")", R"("varies_by_reader": true)", R"("X-A": "1")",
        R"("start of article")", R"("mark": "p/r")", R"("key": "when.region")", R"("held": "yes")",
        R"("action": "insert")", R"("notice": "n")", R"("kind": "warning")",
        R"("why_language": "its only language")", R"("title": "T")", R"("owner": "")", R"("method": "GET")",
        R"("a line")"}) {
    EXPECT_THAT(json, testing::HasSubstr(part));
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
