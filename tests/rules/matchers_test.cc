#include "rules/matchers/matchers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack_texts.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

/// A rule with those conditions, asked about a page.
Held applies(std::string_view conditions, const Facts& facts) {
  const auto compilation =
      compile(pack_with("[[rules]]\nid = \"r\"\ninsert.notice = \"n\"\n" + std::string(conditions)));
  EXPECT_EQ(render(compilation.diagnostics, DiagnosticFormat::text), "") << conditions;
  return compilation.rules ? compilation.rules->explain(facts).front().applies : Held::undecided;
}

struct PatternCase {
  std::string_view condition;
  std::string_view value;
  Held held;
};

TEST(SiteCondition, KnowsNamesSubdomainsAndAnySite) {
  constexpr PatternCase kCases[] = {
      {R"(when.site = "newsroom.example")", "newsroom.example", Held::yes},
      {R"(when.site = "newsroom.example")", "www.newsroom.example", Held::no},
      {R"(when.site = "*.newsroom.example")", "www.newsroom.example", Held::yes},
      {R"(when.site = "*.newsroom.example")", "a.b.newsroom.example", Held::yes},
      {R"(when.site = "*.newsroom.example")", "newsroom.example", Held::no},
      {R"(when.site = "*.newsroom.example")", "othernewsroom.example", Held::no},
      {R"(when.site = "*")", "anything.example", Held::yes},
      {R"(when.site = "Новости.example")", "xn--b1amnebsh.example", Held::yes},
      {R"(unless.site = ["a.example", "b.example"])", "b.example", Held::no},
  };
  for (const PatternCase& one : kCases) {
    Facts facts = facts_of("CZ");
    facts.site = one.value;
    EXPECT_EQ(applies(one.condition, facts), one.held) << one.condition << " " << one.value;
  }
}

// Some servers cut "/a;x" down to "/a", some do not: what is covered in either reading is covered.
TEST(PathCondition, TakesTheWiderReadingOfParameters) {
  constexpr PatternCase kCases[] = {
      {R"(when.path = "/a/*.html")", "/a/1.html;jsessionid=7", Held::yes},
      {R"(when.path = "/a/**")", "/a;x/1.html", Held::yes},
      {R"(when.path = "/a/**")", "/;x/a/1.html", Held::yes},
      {R"(when.path = "/;art1")", "/;art1", Held::yes},
      {R"(when.path = "/b/**")", "/a;/b/1.html", Held::no},
      {R"(unless.path = "/a/help/**")", "/a/help/1", Held::no},
      {R"(unless.path = "/a/help/**")", "/a/help;x/1", Held::yes},
      {R"(unless.path = "/a/help/**")", "/a/help/1;x", Held::no},
      {R"(unless.path = "/a/help;x/**")", "/a/help;x/1", Held::yes},
  };
  for (const PatternCase& one : kCases) {
    Facts facts = facts_of("CZ");
    facts.path = one.value;
    EXPECT_EQ(applies(one.condition, facts), one.held) << one.condition << " " << one.value;
  }
}

TEST(PathCondition, KnowsGlobsAndExpressions) {
  constexpr PatternCase kCases[] = {
      {R"(when.path = "/a/*")", "/a/1", Held::yes},
      {R"(when.path = "/a/*")", "/a/1/2", Held::no},
      {R"(when.path = "/a/**")", "/a/1/2", Held::yes},
      {R"(when.path = "/a/**")", "/a/", Held::yes},
      {R"(when.path = "/a/**")", "/ab", Held::no},
      {R"(when.path = "/a/**/z")", "/a/b/c/z", Held::yes},
      {R"(when.path = "/a.b")", "/axb", Held::no},
      {R"(when.path = "/a")", "/a/", Held::no},
      {R"(when.path = "**")", "/anything/at/all", Held::yes},
      {R"(when.path = "/статьи/*")", "/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D0%B8/1", Held::yes},
      {R"(when.path = 're:^/z/[0-9]+$')", "/z/12", Held::yes},
      {R"(when.path = 're:^/z/[0-9]+$')", "/z/12/3", Held::no},
      {R"(when.path = 're:/amp/?$')", "/a/1/amp", Held::yes},
      {R"(when.path = "//a//**")", "/a/1", Held::yes},
  };
  for (const PatternCase& one : kCases) {
    EXPECT_EQ(applies(one.condition, facts_of("CZ", one.value)), one.held)
        << one.condition << " " << one.value;
  }
}

TEST(LanguageCondition, IsAboutThePageAndHoldsItsVariants) {
  constexpr PatternCase kCases[] = {
      {R"(when.language = "ru")", "ru", Held::yes},
      {R"(when.language = "ru")", "ru-ru", Held::yes},
      {R"(when.language = "ru-RU")", "ru", Held::no},
      {R"(when.language = "ru")", "rue", Held::no},
      {R"(when.language = "ru")", "ru_RU", Held::yes},
      {R"(when.language = ["fa", "ru"])", "ru", Held::yes},
      {R"(when.language = "pt-BR")", "pt_br", Held::yes},
      {R"(when.language = "ru")", "uk_UA", Held::no},
      {R"(unless.language = "ru")", "en", Held::yes},
  };
  for (const PatternCase& one : kCases) {
    Facts facts = facts_of("CZ");
    facts.page->language = one.value;
    EXPECT_EQ(applies(one.condition, facts), one.held) << one.condition << " " << one.value;
  }
}

TEST(LanguageCondition, CountsAPageWhoseLanguageIsNotKnownAsMeantAndExceptsItFromNothing) {
  for (const char* stated : {"", "und", "mul", "mis", "русский", "1"}) {
    Facts facts = facts_of("CZ");
    facts.page->language = stated;
    EXPECT_EQ(applies(R"(when.language = "ru")", facts), Held::yes) << stated;
    EXPECT_EQ(applies(R"(unless.language = "ru")", facts), Held::yes) << stated;
  }
}

TEST(LanguageCondition, IsUndecidedUntilThePageIsKnown) {
  Facts facts = facts_of("CZ");
  facts.page.reset();
  EXPECT_EQ(applies(R"(when.language = "ru")", facts), Held::undecided);
  EXPECT_EQ(applies(R"(unless.language = "ru")", facts), Held::undecided);
}

TEST(LanguageCondition, DoesNotKeepARuleOpenThatFailsElsewhere) {
  Facts facts = facts_of("CZ");
  facts.page.reset();
  EXPECT_EQ(applies("when.language = \"ru\"\nwhen.path = \"/b\"", facts), Held::no);
}

TEST(RegionCondition, CountsReadersWhoMayBeInsideAsTheRegionSays) {
  const std::string outside =
      "when.region = \"x\"\n[regions.x]\ninclude = [\"UA-43\"]\nuncertain = \"outside\"";
  EXPECT_EQ(applies(R"(when.region = "UA-43")", facts_of("UA")), Held::yes);
  EXPECT_EQ(applies(outside, facts_of("UA")), Held::no);
}

TEST(RegionCondition, ExceptsOnlyReadersWhoAreCertainlyInside) {
  EXPECT_EQ(applies(R"(unless.region = "UA-43")", facts_of("UA-43")), Held::no);
  EXPECT_EQ(applies(R"(unless.region = "UA-43")", facts_of("UA")), Held::yes);
  EXPECT_EQ(applies(R"(unless.region = "CZ")", facts_of("unknown")), Held::yes);
}

struct BlockCase {
  std::string_view conditions;
  std::string_view reader;
  Held held;
};

TEST(RegionCondition, OfABlockObeysWhenUnknown) {
  constexpr BlockCase kCases[] = {
      {"when_unknown = \"apply\"\nwhen.region = \"UA-43\"", "UA", Held::yes},
      {"when_unknown = \"skip\"\nwhen.region = \"UA-43\"", "UA", Held::no},
      {"when_unknown = \"skip\"\nwhen.region = \"UA-43\"", "UA-43", Held::yes},
      {"when_unknown = \"apply\"\nunless.region = \"CZ\"", "unknown", Held::yes},
      {"when_unknown = \"skip\"\nunless.region = \"CZ\"", "unknown", Held::no},
      {"when_unknown = \"skip\"\nwhen.region = \"RU\"", "lookup_failed", Held::no},
  };
  for (const BlockCase& one : kCases) {
    const auto compilation =
        compile(pack_with("[[rules]]\nid = \"r\"\nblock.notice = \"n\"\n" + std::string(one.conditions)));
    ASSERT_NE(compilation.rules, nullptr) << one.conditions;
    EXPECT_EQ(compilation.rules->explain(facts_of(one.reader)).front().applies, one.held) << one.conditions;
  }
}

/// The rule of a pack with that condition, asked about a page that has or lacks its mentions.
Held mentioned(std::string_view condition, bool found, bool read_whole) {
  const auto compilation =
      compile(pack_with("[[rules]]\nid = \"r\"\ninsert.notice = \"n\"\n" + std::string(condition)));
  EXPECT_EQ(render(compilation.diagnostics, DiagnosticFormat::text), "") << condition;
  const auto sets = compilation.rules->page_mentions();
  EXPECT_EQ(sets.size(), 1U);
  Facts facts = facts_of("CZ");
  facts.page_mentions = PageMentions{.found = {}, .read_whole = read_whole};
  if (found) facts.page_mentions->found.push_back(sets.front().get());
  return compilation.rules->explain(facts).front().applies;
}

TEST(PageMentionsCondition, HoldsWhereThePageMentionsOneOfThem) {
  constexpr std::string_view kWhen = R"(when.page_mentions = ["Медуз*", "re:Free Russia"])";
  constexpr std::string_view kUnless = R"(unless.page_mentions = "Медуза")";
  EXPECT_EQ(mentioned(kWhen, true, true), Held::yes);
  EXPECT_EQ(mentioned(kWhen, true, false), Held::yes);
  EXPECT_EQ(mentioned(kWhen, false, true), Held::no);
  EXPECT_EQ(mentioned(kUnless, true, false), Held::no);
  EXPECT_EQ(mentioned(kUnless, false, true), Held::yes);
}

TEST(PageMentionsCondition, WidensTheRuleWhereThePageWasNotReadToItsEnd) {
  EXPECT_EQ(mentioned(R"(when.page_mentions = "Медуза")", false, false), Held::yes);
  EXPECT_EQ(mentioned(R"(unless.page_mentions = "Медуза")", false, false), Held::yes);
}

TEST(PageMentionsCondition, WaitsForThePagesText) {
  const auto compilation =
      compile(pack_with("[[rules]]\nid = \"r\"\nwhen.page_mentions = \"X\"\ninsert.notice = \"n\"\n"));
  const Decision decision = compilation.rules->decide(facts_of("CZ"));
  EXPECT_EQ(decision.verdict, Decision::Verdict::undecided);
  EXPECT_EQ(decision.awaits, Awaits::page_text);
}

struct ElementCase {
  std::string_view condition;
  bool has;
  bool read_whole;
  Held held;
  std::string_view why;
};

TEST(PageHasCondition, IsAboutElementsOfThePageAndCountsWhatWasNotReadAsThere) {
  constexpr std::string_view kWhen = R"(when.page_has = [".a", "#b"])";
  constexpr std::string_view kUnless = R"(unless.page_has = ".a")";
  constexpr ElementCase kCases[] = {
      {kWhen, true, true, Held::yes, "the page has .a, #b"},
      {kWhen, true, false, Held::yes, "the page has .a, #b"},
      {kWhen, false, true, Held::no, "the page has no .a, #b"},
      {kWhen, false, false, Held::yes, "the page was not read to its end: it counts as having .a, #b"},
      {kUnless, true, true, Held::no, "the page has .a"},
      {kUnless, false, true, Held::yes, "the page has no .a"},
      {kUnless, false, false, Held::yes, "the page was not read to its end: it counts as not having .a"},
  };
  for (const ElementCase& one : kCases) {
    const auto compilation =
        compile(pack_with("[[rules]]\nid = \"r\"\ninsert.notice = \"n\"\n" + std::string(one.condition)));
    ASSERT_NE(compilation.rules, nullptr) << render(compilation.diagnostics, DiagnosticFormat::text);
    Facts facts = facts_of("CZ");
    EXPECT_EQ(compilation.rules->explain(facts).front().applies, Held::undecided) << one.condition;
    facts.page_mentions = PageMentions{.found = {}, .read_whole = one.read_whole};
    if (one.has) facts.page_mentions->elements.push_back(compilation.rules->page_elements().front().get());
    const RuleTrace trace = compilation.rules->explain(facts).front();
    EXPECT_EQ(trace.applies, one.held) << one.condition;
    EXPECT_EQ(trace.conditions.front().why, one.why);
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
