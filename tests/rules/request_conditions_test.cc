// Conditions on the request, on the head of the response and on the time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "pack_texts.h"
#include "rules/matchers/matchers.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

struct Case {
  std::string_view condition;
  std::string_view value;
  Held held;
  std::string_view why = {};  ///< what `decide` says; empty: not looked at
};

using SetFact = std::function<void(Facts&, std::string_view)>;

void expect_each(const std::vector<Case>& cases, const SetFact& set) {
  for (const Case& one : cases) {
    const auto compilation =
        compile(pack_with("[[rules]]\nid = \"r\"\ninsert.notice = \"n\"\n" + std::string(one.condition)));
    ASSERT_EQ(render(compilation.diagnostics, DiagnosticFormat::text), "") << one.condition;
    Facts facts = facts_of("CZ");
    set(facts, one.value);
    const RuleTrace trace = compilation.rules->explain(facts).front();
    EXPECT_EQ(trace.applies, one.held) << one.condition << " " << one.value;
    EXPECT_TRUE(one.why.empty() || one.why == trace.conditions.front().why) << trace.conditions.front().why;
  }
}

TEST(QueryCondition, KnowsParametersTheirValuesAndExpressions) {
  const std::vector<Case> cases = {
      {R"(when.query = "print")", "print", Held::yes, "the query matches print"},
      {R"(when.query = "print")", "print=", Held::yes},
      {R"(when.query = "print")", "a=1&print=2&b", Held::yes},
      {R"(when.query = "print")", "printed=1", Held::no, "the query matches none of print"},
      {R"(when.query = "print")", "", Held::no, "there is no query to match print"},
      {R"(when.query = "view=print")", "view=print", Held::yes},
      {R"(when.query = "view=print")", "view=printed", Held::no},
      {R"(when.query = "view=print*")", "view=printed", Held::yes},
      {R"(when.query = "q=a b")", "q=a+b", Held::yes},
      {R"(when.query = "q=a b")", "%71=a%20b", Held::yes},
      {R"(when.query = "q=100%")", "q=100%", Held::yes},
      {R"(when.query = "q=тест")", "q=%D1%82%D0%B5%D1%81%D1%82", Held::yes},
      {R"(when.query = ["a", "b"])", "b=1", Held::yes},
      {R"(when.query = 're:(^|&)utm_')", "a=1&utm_source=x", Held::yes},
      {R"(when.query = 're:^utm_')", "a=1&utm_source=x", Held::no},
      {R"(unless.query = "preview")", "preview=1", Held::no},
  };
  expect_each(cases, [](Facts& facts, std::string_view value) { facts.query = value; });
}

TEST(QueryCondition, TakesTheWiderReadingOfAParameterThatIsGivenTwice) {
  const std::vector<Case> cases = {
      {R"(when.query = "view=print")", "view=screen&view=print", Held::yes},
      {R"(unless.query = "view=print")", "view=screen&view=print", Held::yes},
      {R"(unless.query = "view=print")", "view=print&view=print", Held::no},
  };
  expect_each(cases, [](Facts& facts, std::string_view value) { facts.query = value; });
}

TEST(MethodCondition, TakesAHeadForTheGetThatItStandsFor) {
  const std::vector<Case> cases = {
      {R"(when.method = "GET")", "GET", Held::yes, "the method is GET, one of GET"},
      {R"(when.method = "GET")", "HEAD", Held::yes, "the method is HEAD (which counts as GET), one of GET"},
      {R"(when.method = "GET")", "POST", Held::no, "the method is POST, not GET"},
      {R"(unless.method = ["POST", "PUT"])", "PUT", Held::no},
      {R"(unless.method = "GET")", "HEAD", Held::no},
  };
  expect_each(cases, [](Facts& facts, std::string_view value) { facts.method = value; });
}

TEST(ReaderLanguageCondition, HoldsForAnyLanguageThatTheBrowserAsksFor) {
  const std::vector<Case> cases = {
      {R"(when.reader_language = "ru")", "ru", Held::yes, "the reader's browser asks for ru"},
      {R"(when.reader_language = "ru")", "ru-ru", Held::yes},
      {R"(when.reader_language = "ru")", "en", Held::no, "the reader's browser does not ask for ru"},
      {R"(when.reader_language = ["fa", "RU"])", "ru", Held::yes},
      {R"(unless.reader_language = "ru")", "ru", Held::no},
  };
  expect_each(cases, [](Facts& facts, std::string_view value) {
    facts.reader_languages = {"cs", std::string(value)};
  });
}

TEST(ReaderLanguageCondition, OfAReaderWhoAsksForNoneWidensTheRule) {
  const std::vector<Case> cases = {
      {R"(when.reader_language = "ru")", "", Held::yes,
       "the reader's browser asks for no language, so it counts as asking for ru"},
      {R"(unless.reader_language = "ru")", "", Held::yes,
       "the reader's browser asks for no language, so it does not count as asking for ru"},
  };
  expect_each(cases, [](Facts& facts, std::string_view) { facts.reader_languages.clear(); });
}

TEST(ContentTypeCondition, KnowsTypesAndKinds) {
  const std::vector<Case> cases = {
      {R"(when.content_type = "text/html")", "text/html", Held::yes,
       "the response is text/html, which is text/html"},
      {R"(when.content_type = "Text/HTML")", "text/html", Held::yes},
      {R"(when.content_type = "text/html")", "application/xhtml+xml", Held::no,
       "the response is application/xhtml+xml, not text/html"},
      {R"(when.content_type = "image/*")", "image/png", Held::yes},
      {R"(when.content_type = "image/*")", "imagery/png", Held::no},
      {R"(when.content_type = ["application/pdf", "application/rss+xml"])", "application/pdf", Held::yes},
      {R"(unless.content_type = "application/pdf")", "application/pdf", Held::no},
      {R"(when.content_type = "text/html")", "", Held::yes,
       "the response states no type, so it counts as text/html"},
      {R"(unless.content_type = "text/html")", "", Held::yes},
  };
  expect_each(cases, [](Facts& facts, std::string_view value) { facts.content_type = value; });
}

TEST(StatusCondition, KnowsNumbersAndClasses) {
  const std::vector<Case> cases = {
      {R"(when.status = 404)", "404", Held::yes, "the status is 404, which is 404"},
      {R"(when.status = [404, 410])", "410", Held::yes},
      {R"(when.status = "4xx")", "451", Held::yes, "the status is 451, which is 4xx"},
      {R"(when.status = ["4xx", 500])", "503", Held::no, "the status is 503, not 4xx or 500"},
      {R"(unless.status = "5xx")", "502", Held::no},
  };
  expect_each(cases,
              [](Facts& facts, std::string_view value) { facts.status = std::stoi(std::string(value)); });
}

TEST(ConditionOnTheResponse, IsUndecidedUntilItsHeadIsKnown) {
  const std::vector<Case> cases = {
      {R"(when.status = 404)", "", Held::undecided, "the response's status is not known yet"},
      {R"(unless.status = 404)", "", Held::undecided},
      {R"(when.content_type = "text/html")", "", Held::undecided, "the response's type is not known yet"},
      {R"(unless.content_type = "text/html")", "", Held::undecided},
  };
  expect_each(cases, [](Facts&, std::string_view) {});
}

TEST(BetweenCondition, HoldsFromItsStartUntilBeforeItsEnd) {
  const std::string silence = "when.between = [2026-03-06T22:00:00Z, 2026-03-08T20:00:00+01:00]";
  const std::vector<Case> cases = {
      {silence, "-1", Held::no, "2026-03-06T21:59:59Z is before 2026-03-06T22:00:00Z"},
      {silence, "0", Held::yes,
       "2026-03-06T22:00:00Z is from 2026-03-06T22:00:00Z until before 2026-03-08T19:00:00Z"},
      {silence, "161999", Held::yes},
      {silence, "162000", Held::no, "2026-03-08T19:00:00Z is not before 2026-03-08T19:00:00Z"},
      {"unless.between = [2026-03-06, 2026-03-07]", "0", Held::no},
  };
  expect_each(cases, [](Facts& facts, std::string_view value) {
    facts.time = std::chrono::sys_days(std::chrono::year(2026) / 3 / 6) + std::chrono::hours(22) +
                 std::chrono::seconds(std::stoi(std::string(value)));
  });
}

TEST(BetweenCondition, OfAClockInDoubtWidensTheRule) {
  const std::vector<Case> cases = {
      {"when.between = [2026-03-06, 2026-03-07]", "", Held::yes},
      {"when.between = [2026-03-08, 2026-03-09]", "", Held::no,
       "the clock is in doubt: 2026-03-05T00:00:00Z is before 2026-03-08T00:00:00Z"},
      {"unless.between = [2026-03-06, 2026-03-07]", "", Held::yes},
      {"unless.between = [2026-03-05, 2026-03-07]", "", Held::no},
  };
  expect_each(cases, [](Facts& facts, std::string_view) {
    const auto day = [](unsigned n) { return std::chrono::sys_days(std::chrono::year(2026) / 3 / n); };
    facts.time_in_doubt = TimeSpan{day(5), day(6)};
  });
}

TEST(BetweenCondition, ReadsDatesInTheTimeZoneOfThePack) {
  const auto compilation = compile(R"([pack]
id = "p"
title = "T"
time_zone = "Europe/Prague"
[[rules]]
id = "r"
headers.set.X-A = "1"
when.between = [2026-03-06, 2026-03-07]
)");
  ASSERT_NE(compilation.rules, nullptr);
  Facts facts = facts_of("CZ");
  facts.time = std::chrono::sys_days(std::chrono::year(2026) / 3 / 5) + std::chrono::hours(23);
  EXPECT_EQ(compilation.rules->explain(facts).front().applies, Held::yes);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
