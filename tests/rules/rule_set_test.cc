#include "rules/rule_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "pack_texts.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

using Verdict = Decision::Verdict;

std::string example() {
  std::ifstream file(CAVEAT_SOURCE_DIR "/tests/rules/rule_language_example.toml", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::shared_ptr<const RuleSet> rules_of(std::string_view text) {
  const Compilation compilation = compile(text);
  EXPECT_EQ(render(compilation.diagnostics, DiagnosticFormat::text), "");
  return compilation.rules;
}

Facts in_language(Facts facts, std::string language) {
  facts.page = PageFacts{std::move(language)};
  return facts;
}

Facts before_the_page(Facts facts) {
  facts.page.reset();
  return facts;
}

constexpr std::string_view kEdit = "[[rules]]\nid = \"r\"\nwhen.region = \"RU\"\ninsert.notice = \"n\"\n";

TEST(RuleSet, LoadsTheExampleOfTheRuleLanguageAsItIs) {
  const auto rules = rules_of(example());
  ASSERT_NE(rules, nullptr);
  EXPECT_EQ(rules->pack_count(), 1U);
  EXPECT_EQ(rules->rule_count(), 1U);
}

TEST(RuleSet, WarnsAReaderInSevastopolInThePagesLanguage) {
  const Decision decision = rules_of(example())->decide(in_language(facts_of("UA-40"), "ru"));
  EXPECT_EQ(decision.verdict, Verdict::edit);
  EXPECT_EQ(decision.on_failure, OnFailure::refuse);
  ASSERT_EQ(decision.program->inserts().size(), 1U);
  EXPECT_THAT(decision.program->inserts()[0].html, testing::HasSubstr("lang=\"ru\""));
  EXPECT_EQ(decision.program->inserts()[0].places.size(), 3U);
  EXPECT_GT(decision.program->removes().size(), 20U);
}

TEST(RuleSet, LeavesTheSamePageAloneInPrague) {
  const Decision decision = rules_of(example())->decide(in_language(facts_of("CZ"), "ru"));
  EXPECT_EQ(decision.verdict, Verdict::pass);
  EXPECT_EQ(decision.program, nullptr);
  EXPECT_TRUE(decision.varies_by_reader);
}

TEST(RuleSet, WaitsForThePageWhereItsLanguagePicksTheNotice) {
  const Decision decision = rules_of(example())->decide(before_the_page(facts_of("RU")));
  EXPECT_EQ(decision.verdict, Verdict::undecided);
  EXPECT_EQ(decision.awaits, Awaits::page);
}

TEST(RuleSet, WaitsForNoPageWhereTheNoticeHasOneLanguage) {
  EXPECT_EQ(rules_of(pack_with(kEdit))->decide(before_the_page(facts_of("RU"))).verdict, Verdict::edit);
}

TEST(RuleSet, GivesEqualDecisionsOneProgram) {
  const auto rules = rules_of(example());
  const Decision one = rules->decide(in_language(facts_of("RU", "/a/1.html"), "ru"));
  const Decision other = rules->decide(in_language(facts_of("RU", "/a/2.html"), "ru"));
  EXPECT_EQ(one.program, other.program);
}

TEST(RuleSet, GivesAnotherLanguageOrRegionNameAnotherProgram) {
  const auto rules = rules_of(example());
  const Decision russian = rules->decide(in_language(facts_of("RU"), "ru"));
  const Decision english = rules->decide(in_language(facts_of("RU"), "en"));
  const Decision crimean = rules->decide(in_language(facts_of("UA-43"), "en"));
  EXPECT_NE(russian.program, english.program);
  EXPECT_NE(english.program, crimean.program);
  EXPECT_THAT(crimean.program->inserts()[0].html, testing::HasSubstr("Crimea"));
}

TEST(RuleSet, SetsAndRemovesFieldsOfTheHead) {
  const Decision decision = rules_of(example())->decide(in_language(facts_of("RU"), "en"));
  EXPECT_THAT(decision.head_edits.set,
              testing::ElementsAre(testing::Pair("Referrer-Policy", "no-referrer"),
                                   testing::Pair("Cache-Control", "private, no-store")));
  EXPECT_THAT(decision.head_edits.remove, testing::ElementsAre("X-Example"));
}

TEST(RuleSet, NamesTheRuleAndItsPlaceAsReason) {
  const Decision decision = rules_of(pack_with(kEdit))->decide(facts_of("RU"));
  ASSERT_EQ(decision.reasons.size(), 1U);
  EXPECT_EQ(decision.reasons[0].pack, "p");
  EXPECT_EQ(decision.reasons[0].rule, "r");
  EXPECT_EQ(decision.reasons[0].file, "pack.toml");
  EXPECT_EQ(decision.reasons[0].line, 7);
}

TEST(RuleSet, OrdersEditsByPackFileThenRule) {
  const auto pack = [&](std::string id) {
    std::string text = pack_with(
        "[[rules]]\nid = \"one\"\ninsert.notice = \"n\"\n[[rules]]\nid = \"two\"\n"
        "insert.notice = \"n\"\n");
    return text.replace(text.find("\"p\""), 3, "\"" + id + "\"");
  };
  const SourceFile files[] = {{"b.toml", pack("early")}, {"a.toml", pack("late")}};
  const Decision decision = RuleSet::compile(files, kToday).rules->decide(facts_of("RU"));
  std::vector<std::string> marks;
  for (const auto& insert : decision.program->inserts()) marks.push_back(insert.mark);
  EXPECT_THAT(marks, testing::ElementsAre("late/one", "late/two", "early/one", "early/two"));
  EXPECT_EQ(decision.program->inserts()[2].owner, 2U);
}

TEST(RuleSet, RecordsAShadowRuleAndChangesNothing) {
  const auto rules = rules_of(pack_with(std::string(kEdit) + "mode = \"shadow\"\n"));
  const Decision decision = rules->decide(facts_of("RU"));
  EXPECT_EQ(decision.verdict, Verdict::pass);
  EXPECT_EQ(decision.program, nullptr);
  ASSERT_EQ(decision.reasons.size(), 1U);
  EXPECT_TRUE(decision.reasons[0].shadow);
  EXPECT_EQ(decision.on_failure, OnFailure::serve);
}

constexpr std::string_view kBlock = R"([[rules]]
id = "block"
when.region = "RU"
when_unknown = "apply"
block = { notice = "n", authority = "https://regulator.example/order" }
headers.set.X-Blocked = "yes"
[[rules]]
id = "edit"
insert = { notice = "n" }
headers.set.X-Edited = "yes"
)";

TEST(RuleSet, LetsABlockBeatEdits) {
  const Decision decision = rules_of(pack_with(kBlock))->decide(before_the_page(facts_of("RU")));
  EXPECT_EQ(decision.verdict, Verdict::block);
  EXPECT_EQ(decision.block->status, 451);
  EXPECT_EQ(decision.block->authority, "https://regulator.example/order");
  EXPECT_EQ(decision.program, nullptr);
  EXPECT_THAT(decision.head_edits.set, testing::ElementsAre(testing::Pair("X-Blocked", "yes")));
  ASSERT_EQ(decision.reasons.size(), 1U);
  EXPECT_EQ(decision.reasons[0].rule, "block");
}

TEST(RuleSet, AnswersABlockInTheReadersLanguageWhateverThePages) {
  const auto rules = rules_of(R"([pack]
id = "p"
title = "T"
legal_basis = "Art. 1 & 2"
[notices.n]
kind = "information"
[notices.n.text]
en = "Not here."
fa = "اینجا نه."
[[rules]]
id = "r"
when_unknown = "skip"
block.notice = "n"
)");
  Facts facts = in_language(facts_of("RU"), "en");
  facts.reader_languages = {"fa-ir"};
  const Decision decision = rules->decide(facts);
  EXPECT_EQ(decision.block->language, "fa");
  EXPECT_THAT(decision.block->body, testing::StartsWith("<!DOCTYPE html>\n<html lang=\"fa\" dir=\"rtl\">"));
  EXPECT_THAT(decision.block->body, testing::HasSubstr("<p>Art. 1 &amp; 2</p>"));
  EXPECT_TRUE(decision.varies_by_reader);
}

TEST(RuleSet, AppliesFromMidnightOfItsZoneToTheEndExclusive) {
  const auto at = [](int hour, int minute) {
    return std::chrono::sys_days(std::chrono::year(2024) / 2 / 19) + std::chrono::hours(hour) +
           std::chrono::minutes(minute);
  };
  const std::string text = pack_with("[[rules]]\nid = \"r\"\ninsert.notice = \"n\"\n");
  const auto dated = [&](std::string dates) {
    return compile("[pack]\ntime_zone = \"Europe/Prague\"\n" + dates + text.substr(7));
  };
  Facts facts = facts_of("RU");
  facts.time = at(22, 59);
  EXPECT_EQ(dated("effective = 2024-02-20\n").rules->decide(facts).verdict, Verdict::pass);
  EXPECT_EQ(dated("expires = 2024-02-20\n").rules->decide(facts).verdict, Verdict::edit);
  facts.time = at(23, 0);
  EXPECT_EQ(dated("effective = 2024-02-20\n").rules->decide(facts).verdict, Verdict::edit);
  EXPECT_EQ(dated("expires = 2024-02-20\n").rules->decide(facts).verdict, Verdict::pass);
  EXPECT_EQ(dated("effective = 2024-02-20T00:30:00Z\n").rules->decide(facts).verdict, Verdict::pass);
}

TEST(RuleSet, AppliesNoRuleOfARetiredPackAndSaysWhy) {
  const std::string text = pack_with("[[rules]]\nid = \"r\"\ninsert.notice = \"n\"\n");
  const auto rules = compile("[pack]\nretired = true\n" + text.substr(7)).rules;
  ASSERT_NE(rules, nullptr);
  EXPECT_EQ(rules->decide(facts_of("RU")).verdict, Verdict::pass);
  const auto traces = rules->explain(facts_of("RU"));
  EXPECT_EQ(traces[0].applies, Held::no);
  ASSERT_EQ(traces[0].conditions.size(), 1U);
  EXPECT_EQ(traces[0].conditions[0].why, "the pack is retired");
}

TEST(RuleSet, TakesAPackWithoutRulesOnlyIfItIsRetiredOrAllowed) {
  const SourceFile empty{"p.toml", "[pack]\nid = \"p\"\ntitle = \"T\"\n"};
  const SourceFile retired{"p.toml", empty.text + "retired = true\n"};
  EXPECT_EQ(RuleSet::compile({&empty, 1}, kToday).rules, nullptr);
  EXPECT_NE(RuleSet::compile({&empty, 1}, kToday, EmptyRules::allowed).rules, nullptr);
  EXPECT_NE(RuleSet::compile({&retired, 1}, kToday).rules, nullptr);
}

TEST(RuleSet, IsNotTakenFromAFileThatWasCutAnywhereBeforeItsFirstRuleEnds) {
  const std::string whole = example();
  const std::size_t rule = whole.find("[[rules]]");
  const std::size_t action = whole.find("insert ", rule);
  for (std::size_t length = whole.find('\n'); length < action; length = whole.find('\n', length + 1)) {
    EXPECT_EQ(compile(whole.substr(0, length - 1)).rules, nullptr) << length - 1;
    EXPECT_EQ(compile(whole.substr(0, length)).rules, nullptr) << length;
  }
}

struct DoubtCase {
  std::string_view name;
  std::string_view dates;
  int earliest, latest;  ///< years
  Verdict verdict;
};

TEST(RuleSet, AppliesWhileTheClockIsInDoubtIfAnyMomentThatItMayBeIsInForce) {
  constexpr DoubtCase kCases[] = {
      {"not yet effective at any moment", "effective = 2030-01-01\n", 2026, 2029, Verdict::pass},
      {"effective at the latest moment", "effective = 2028-01-01\n", 2026, 2029, Verdict::edit},
      {"not expired at the earliest moment", "expires = 2028-01-01\n", 2026, 2029, Verdict::edit},
      {"expired at every moment", "expires = 2025-01-01\n", 2026, 2029, Verdict::pass},
      {"in force in between only", "effective = 2027-01-01\nexpires = 2028-01-01\n", 2026, 2029,
       Verdict::edit},
  };
  const std::string text = pack_with("[[rules]]\nid = \"r\"\ninsert.notice = \"n\"\n");
  const auto year = [](int number) { return std::chrono::sys_days(std::chrono::year(number) / 1 / 1); };
  for (const DoubtCase& one : kCases) {
    const auto rules = compile("[pack]\n" + std::string(one.dates) + text.substr(7)).rules;
    Facts facts = facts_of("RU");
    facts.time = year(one.earliest);
    facts.time_in_doubt = TimeSpan{year(one.earliest), year(one.latest)};
    EXPECT_EQ(rules->decide(facts).verdict, one.verdict) << one.name;
  }
}

struct VariesCase {
  std::string_view name;
  std::string_view rules;
  bool varies;
};

TEST(RuleSet, KnowsWhetherOtherReadersCouldGetSomethingElse) {
  constexpr VariesCase kCases[] = {
      {"a region", "when.region = \"CZ\"\n", true},
      {"an exception by region", "unless.region = \"CZ\"\n", true},
      {"everywhere", "when.region = \"everywhere\"\n", false},
      {"no condition", "", false},
      {"a region on another path", "when.region = \"RU\"\nwhen.path = \"/b\"\n", false},
      {"a region behind an undecided condition", "when.region = \"RU\"\nwhen.language = \"fa\"\n", true},
  };
  Facts facts = before_the_page(facts_of("RU"));
  for (const VariesCase& one : kCases) {
    const std::string rule = "[[rules]]\nid = \"r\"\ninsert.notice = \"n\"\n" + std::string(one.rules);
    EXPECT_EQ(rules_of(pack_with(rule))->decide(facts).varies_by_reader, one.varies) << one.name;
  }
}

TEST(RuleSet, VariesWhereTheNoticeNamesTheReadersRegion) {
  const auto rules = rules_of(
      "[pack]\nid = \"p\"\ntitle = \"T\"\n[notices.n]\nkind = \"label\"\ntext.en = \"In {region}\"\n"
      "[[rules]]\nid = \"r\"\ninsert.notice = \"n\"\n");
  EXPECT_TRUE(rules->decide(facts_of("RU")).varies_by_reader);
}

TEST(RuleSet, DigestChangesWithAByteAndNotWithTheFolder) {
  const std::string text = pack_with(kEdit);
  EXPECT_EQ(compile(text, "a/p.toml").rules->digest(), compile(text, "b/p.toml").rules->digest());
  EXPECT_NE(compile(text).rules->digest(), compile(text + "\n").rules->digest());
  EXPECT_EQ(compile(text).rules->digest().size(), 64U);
}

TEST(RuleSet, ExplainsEveryConditionWithItsLine) {
  const auto traces = rules_of(example())->explain(in_language(facts_of("UA-40", "/b"), "ru"));
  ASSERT_EQ(traces.size(), 1U);
  EXPECT_EQ(traces[0].applies, Held::no);
  std::vector<std::string> lines;
  for (const ConditionTrace& condition : traces[0].conditions) {
    lines.push_back(condition.key + ":" + std::to_string(condition.line) +
                    (condition.held == Held::yes ? " + " : " - ") + condition.why);
  }
  EXPECT_THAT(lines,
              testing::ElementsAre("effective:8 + 2026-11-23T00:00:00Z is not before 2024-02-19T23:00:00Z",
                                   "expires:9 + 2026-11-23T00:00:00Z is before 2029-12-31T23:00:00Z",
                                   "when.region:28 + UA-40 is in russia-controlled",
                                   "when.site:29 + www.newsroom.example is www.newsroom.example",
                                   "when.path:30 - /b matches none of /a/**, re:^/z/[0-9]+",
                                   "unless.path:31 + /b matches none of /a/legal-help/**"));
}

TEST(RuleSet, NamesTheRegionsOfALocation) {
  const auto rules = rules_of(example());
  EXPECT_THAT(rules->regions_of(*geoip::Location::stated("UA-43")),
              testing::ElementsAre("ru-undesirable/russia-controlled"));
  EXPECT_THAT(rules->regions_of(*geoip::Location::stated("CZ")), testing::IsEmpty());
}

TEST(RuleSet, WithoutPacksPassesEverything) {
  const auto rules = RuleSet::compile({}, kToday).rules;
  ASSERT_NE(rules, nullptr);
  EXPECT_EQ(rules->decide(facts_of("RU")).verdict, Verdict::pass);
  EXPECT_FALSE(rules->decide(facts_of("RU")).varies_by_reader);
}

TEST(RuleSet, LabelsStandOffFromTheNameIfTheyAreWords) {
  const auto rules = rules_of(pack_with(R"toml(
[[rules]]
id = "r"
insert.notice = "n"
label = { mentions = ["Медуза"], with = "(признана)", which = "first" }
[[rules]]
id = "s"
label = { mentions = ["Медуза"], with = "*" }
withhold = { mentions = ["Риддл"], elements = [".x"], with = "[...]" }
)toml"));
  const Decision decision = rules->decide(facts_of("CZ"));
  EXPECT_EQ(decision.on_failure, OnFailure::refuse);
  ASSERT_EQ(decision.program->labels().size(), 2U);
  const html::LabelEdit& words = decision.program->labels()[0];
  EXPECT_FALSE(words.every);
  EXPECT_EQ(words.html, R"(<span data-caveat="p/r:label" dir="auto"> (&#x43F;&#x440;&#x438;&#x437;)"
                        R"(&#x43D;&#x430;&#x43D;&#x430;)</span>)");
  const html::LabelEdit& sign = decision.program->labels()[1];
  EXPECT_TRUE(sign.every);
  EXPECT_EQ(sign.html, R"(<span data-caveat="p/s:label">*</span>)");
  ASSERT_EQ(decision.program->withholds().size(), 1U);
  EXPECT_EQ(decision.program->withholds()[0].html, R"(<span data-caveat="p/s:withheld">[...]</span>)");
  ASSERT_EQ(decision.program->removes().size(), 1U);
  EXPECT_EQ(decision.program->removes()[0].mark_html, decision.program->withholds()[0].html);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
