#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack_texts.h"
#include "rules/stated_date.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

using Reading = ArticleReading;

struct Outcome {
  Held held;
  std::string why;
};

/// A rule with that condition, in a pack of Prague, asked about a page.
Outcome outcome(std::string_view condition, const std::optional<ArticleFacts>& article) {
  std::string pack = pack_with("[[rules]]\nid = \"r\"\ninsert.notice = \"n\"\n" + std::string(condition));
  pack.insert(pack.find("[notices"), "time_zone = \"Europe/Prague\"\n");
  const auto compilation = compile(pack);
  EXPECT_EQ(render(compilation.diagnostics, DiagnosticFormat::text), "") << condition;
  if (!compilation.rules) return {};
  Facts facts = facts_of("CZ");
  facts.article = article;
  const RuleTrace trace = compilation.rules->explain(facts).front();
  return {trace.applies, trace.conditions.front().why};
}

ArticleFacts stating(Reading reading, const std::vector<std::string>& tags) {
  ArticleFacts article;
  article.reading = reading;
  for (const std::string& tag : tags) article.tags.emplace_back(tag);
  return article;
}

struct ValueCase {
  std::string_view wanted;
  std::string_view stated;
  bool matches;
};

TEST(ArticleTagCondition, ComparesWholeValuesAsAReaderWould) {
  constexpr ValueCase kCases[] = {
      {R"("Russia")", "russia", true},         {R"("Russia")", " RUSSIA ", true},
      {R"("Russia")", "Russia today", false},  {R"("Russia today")", "Russia\n  today", true},
      {R"("Черёмуха")", "черемуха", true},     {R"(["a", "b"])", "B", true},
      {R"("Russia*")", "Russian army", true},  {R"("Russia*")", "Russia", true},
      {R"("Russia*")", "pro-Russia", false},   {R"("Вой*")", "ВОЙНА В УКРАИНЕ", true},
      {R"("re:(pro-)?war")", "Pro-War", true}, {R"("re:(pro-)?war")", "warfare", false},
      {R"("re:ЁЛК[АИ]")", "Ёлки", true},       {R"("C++")", "c++", true},
  };
  for (const ValueCase& one : kCases) {
    const auto [held, why] = outcome("when.article_tag = " + std::string(one.wanted),
                                     stating(Reading::whole, {std::string(one.stated)}));
    EXPECT_EQ(held, one.matches ? Held::yes : Held::no) << one.wanted << " " << one.stated << ": " << why;
  }
}

struct KnowledgeCase {
  Reading reading;
  std::vector<std::string> tags;
  Held when;    ///< when.article_tag = "x"
  Held unless;  ///< unless.article_tag = "x"
  std::string when_why;
};

// What is not known widens a rule, never narrows it.
TEST(ArticleTagCondition, CountsAPageThatStatesNoTagsAsTaggedAndExceptsItFromNothing) {
  const std::vector<KnowledgeCase> cases = {
      {Reading::whole, {"x", "y"}, Held::yes, Held::no, "the article is tagged x"},
      {Reading::whole, {"y"}, Held::no, Held::yes, "the article is tagged y, not tagged x"},
      {Reading::whole, {}, Held::yes, Held::yes, "the page states no tags: it counts as being tagged x"},
      {Reading::in_part, {"x"}, Held::yes, Held::no, "the article is tagged x"},
      {Reading::in_part,
       {"y"},
       Held::yes,
       Held::yes,
       "not all that the page states was read: it counts as being tagged x"},
      {Reading::going_on, {"x"}, Held::yes, Held::no, "the article is tagged x"},
      {Reading::going_on,
       {"y"},
       Held::undecided,
       Held::undecided,
       "what the page states of its article is not all known yet"},
      {Reading::no_page, {}, Held::no, Held::yes, "the response is no page"},
  };
  for (const KnowledgeCase& one : cases) {
    const ArticleFacts article = stating(one.reading, one.tags);
    const auto [held, why] = outcome(R"(when.article_tag = "x")", article);
    EXPECT_EQ(held, one.when) << one.when_why;
    EXPECT_EQ(why, one.when_why);
    EXPECT_EQ(outcome(R"(unless.article_tag = "x")", article).held, one.unless) << one.when_why;
  }
}

TEST(ArticleTagCondition, WaitsForWhatThePageStates) {
  EXPECT_EQ(outcome(R"(when.article_tag = "x")", std::nullopt).held, Held::undecided);
  const auto compilation =
      compile(pack_with("[[rules]]\nid = \"r\"\nwhen.article_tag = \"x\"\ninsert.notice = \"n\"\n"));
  EXPECT_EQ(compilation.rules->decide(facts_of("CZ")).awaits, Awaits::article);
}

TEST(ArticleAuthorCondition, IsAboutAuthorsAndNotTags) {
  ArticleFacts article = stating(Reading::whole, {"A. Heron"});
  article.authors.emplace_back("Anna Volavková");
  EXPECT_EQ(outcome(R"(when.article_author = "anna volavková")", article).why,
            "the article is by Anna Volavková");
  EXPECT_EQ(outcome(R"(when.article_author = "A. Heron")", article).why,
            "the article is by Anna Volavková, not by A. Heron");
  EXPECT_EQ(outcome(R"(unless.article_author = "A. Heron")", stating(Reading::whole, {})).why,
            "the page states no author: it counts as not being by A. Heron");
}

struct DateCase {
  std::string_view condition;
  std::string_view stated;
  Held when;
  Held unless;
};

// Prague is an hour ahead of UTC in February.
TEST(ArticlePublishedCondition, ComparesMomentsInTheTimeZoneOfThePack) {
  constexpr DateCase kCases[] = {
      {"{ from = 2024-02-20 }", "2024-02-20T00:00:00+01:00", Held::yes, Held::no},
      {"{ from = 2024-02-20 }", "2024-02-19T23:00:00Z", Held::yes, Held::no},
      {"{ from = 2024-02-20 }", "2024-02-19T22:59:59Z", Held::no, Held::yes},
      {"{ from = 2024-02-20 }", "2024-02-20 00:00", Held::yes, Held::no},
      {"{ before = 2024-02-20 }", "2024-02-20 00:00", Held::no, Held::yes},
      {"{ before = 2024-02-20 }", "2024-02-19 23:59", Held::yes, Held::no},
      {"{ from = 2024-02-20, before = 2024-03-01 }", "2024-02-29", Held::yes, Held::no},
      {"{ from = 2024-02-20, before = 2024-03-01 }", "2024-03-01", Held::no, Held::yes},
      {"[2024-02-20, 2024-03-01]", "2024-02-20", Held::yes, Held::no},
      {"[2024-02-20, 2024-03-01]", "2024-03-01", Held::no, Held::yes},
      // A day that the period cuts in two may be inside, and is not certainly.
      {"{ from = 2024-02-20T12:00:00 }", "2024-02-20", Held::yes, Held::yes},
  };
  for (const DateCase& one : kCases) {
    ArticleFacts article;
    article.published = stated_date(one.stated);
    const std::string condition = "article_published = " + std::string(one.condition);
    const auto [held, why] = outcome("when." + condition, article);
    EXPECT_EQ(held, one.when) << condition << " " << one.stated << ": " << why;
    EXPECT_EQ(outcome("unless." + condition, article).held, one.unless) << condition << " " << one.stated;
  }
}

TEST(ArticlePublishedCondition, SaysWhyInWords) {
  constexpr std::string_view kWhen = "when.article_published = { from = 2024-02-20T00:00:00Z }";
  ArticleFacts article;
  article.published = stated_date("2024-02-19T08:00:00Z");
  EXPECT_EQ(outcome(kWhen, article).why,
            "the article was published at 2024-02-19T08:00:00Z, not from 2024-02-20T00:00:00Z");
  article.published = stated_date("2024-02-21");
  EXPECT_EQ(
      outcome(kWhen, article).why,
      "the article was published on the day that begins at 2024-02-20T23:00:00Z, from 2024-02-20T00:00:00Z");
  EXPECT_EQ(outcome(kWhen, stating(Reading::whole, {})).why,
            "the page does not state when its article was published: it counts as having been published from "
            "2024-02-20T00:00:00Z");
}

TEST(ArticlePublishedCondition, CountsAPageWithoutADateAsMeantAndExceptsItFromNothing) {
  for (const Reading reading : {Reading::whole, Reading::in_part}) {
    const ArticleFacts undated = stating(reading, {});
    EXPECT_EQ(outcome("when.article_published = { before = 2020-01-01 }", undated).held, Held::yes);
    EXPECT_EQ(outcome("unless.article_published = { before = 2020-01-01 }", undated).held, Held::yes);
  }
  const ArticleFacts none = stating(Reading::no_page, {});
  EXPECT_EQ(outcome("when.article_published = { before = 2020-01-01 }", none).held, Held::no);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
