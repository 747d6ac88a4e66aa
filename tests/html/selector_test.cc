// Selectors as authors write them: what is understood, and what is refused, by name and place.
#include "html/selector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using namespace tests;
using namespace std::string_literals;

/// The page without the elements that match.
std::string without(const std::string& text, const std::string& page) {
  const auto selectors = SelectorList::parse(text);
  if (!selectors) return "refused: " + selectors.error().message;
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = *selectors});
  return rewrite(page, builder.build()).html;
}

std::string only_match_of(const std::string& text, const std::string& element) {
  return without(text, "<!doctype html><body>" + element);
}

TEST(Selector, MatchesAnElementHoweverItIsWritten) {
  struct Row {
    std::string selector;
    std::string element;
  };
  const std::vector<Row> table = {
      {"b.\\31 23", "<b class=123></b>"},
      {"b.\\000031x", "<b class=1x></b>"},
      {"b.a\\:b\\.c", "<b class=a:b.c></b>"},
      {"b.\\31\r\nx", "<b class=1x></b>"},
      {"b#\\-", "<b id=-></b>"},
      {"b.--x", "<b class=--x></b>"},
      {"b.\\0", "<b class='\xEF\xBF\xBD'></b>"},
      {"b.\\d800", "<b class='\xEF\xBF\xBD'></b>"},
      {"b.\\110000 ", "<b class='\xEF\xBF\xBD'></b>"},
      {"b.\xD0\xB6", "<b class=\xD0\xB6></b>"},
      {"b[title='a\\\nb']", "<b title=ab></b>"},
      {"b[title='a\\\r\nb']", "<b title=ab></b>"},
      {"b[title='a\\'b']", "<b title=\"a'b\"></b>"},
      {"b[title=\"a/*b*/\"]", "<b title='a/*b*/'></b>"},
      {"/* one */ b /* two */", "<b></b>"},
      {"b/* joined */.x", "<b class=x></b>"},
      {"b[/**/title/**/=/**/x/**/i/**/]", "<b title=X></b>"},
      {"b:nth-child(/* first */ 1)", "<b></b>"},
      {"b[title=x I]", "<b title=X></b>"},
      {"b[title='x's]", "<b title=x></b>"},
      {"B", "<b></b>"},
      {"b[TITLE=x]", "<b tItle=x></b>"},
      {"b:NOT(.x)", "<b></b>"},
      {"b:nth-child( ODD )", "<b></b>"},
      {"b:nth-child(+1)", "<b></b>"},
      {"b:nth-child(-n+1)", "<b></b>"},
      {"b:nth-child(0n+1)", "<b></b>"},
      {"b:is(i, b)", "<b></b>"},
      {"b:not(i, .x)", "<b></b>"},
  };
  for (const Row& row : table) {
    EXPECT_EQ(only_match_of(row.selector, row.element), "<!doctype html><body>") << row.selector;
  }
}

TEST(Selector, ExcludesAListOfItsOwnAsIfItStoodBehindEach) {
  const auto excluded = SelectorList::parse("main, .stays");
  const auto selectors = SelectorList::parse_excluding("p b, [title]", *excluded);
  ASSERT_TRUE(selectors);
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = *selectors});
  const std::string kept = "<p><b class=stays>1</b></p><main title=x>2</main>";
  const auto page =
      rewrite("<!doctype html><body>" + kept + "<p><b>3</b></p><i title=x>4</i>", builder.build());
  EXPECT_EQ(page.html, "<!doctype html><body>" + kept + "<p></p>");
}

TEST(Selector, HasWhatTheStandardSaysOfCaseInValues) {
  struct Row {
    std::string selector;
    std::string element;
    bool matches;
  };
  const std::vector<Row> table = {
      {"[title=x]", "<b title=X></b>", false},
      {"[title=x i]", "<b title=X></b>", true},
      {"[type=text]", "<b type=TEXT></b>", true},
      {"[type=TEXT]", "<b type=text></b>", true},
      {"[type=text s]", "<b type=TEXT></b>", false},
      {"[rel~=NoFollow]", "<b rel='a nofollow'></b>", true},
      {"[rel~=NoFollow s]", "<b rel='a nofollow'></b>", false},
      {"[lang|=EN]", "<b lang=en-GB></b>", true},
      {"[target^=_B]", "<b target=_blank></b>", true},
      {"[class~=x]", "<b class=X></b>", false},
  };
  for (const Row& row : table) {
    EXPECT_EQ(only_match_of(row.selector, row.element),
              "<!doctype html><body>" + (row.matches ? ""s : row.element))
        << row.selector << " and " << row.element;
  }
}

TEST(Selector, IsRefusedByNameAndPlace) {
  struct Row {
    std::string selector;
    std::size_t offset;
    std::string message;
  };
  const std::vector<Row> table = {
      {"a:has(b)", 1, "`:has`"},
      {"a:last-child", 1, "`:last-child`"},
      {"a, b + c", 5, "`+`"},
      {"a ~ b", 2, "`~`"},
      {"a || b", 2, "`||`"},
      {"svg|a", 3, "namespace"},
      {"*|a", 1, "namespace"},
      {"b |a", 2, "namespace"},
      {"[*|title]", 2, "namespace"},
      {"[|title]", 1, "namespace"},
      {"[xlink|href=x]", 6, "namespace"},
      {"p::before", 1, "pseudo-element"},
      {"p:before", 1, "pseudo-element"},
      {"p:first-letter", 1, "pseudo-element"},
      {"p:first-line", 1, "pseudo-element"},
      {"a:hover", 1, "`:hover`"},
      {"a:link", 1, "`:link`"},
      {"a:lang(en)", 1, "`:lang`"},
      {"input:enabled", 5, "`:enabled`"},
      {"a:hoover", 1, "`:hoover`"},
      {"a /* b", 2, "comment"},
      {"a:not(b c)", 8, "inside the brackets"},
      {"a:is(b", 6, "`)`"},
      {".a..b", 2, "class"},
      {"#1", 0, "id"},
      {"#a#b", 2, "two ids"},
      {"a >", 3, "ends"},
      {"a,", 2, "ends"},
      {"a > > b", 4, "`>`"},
      {"[title=1a]", 0, "quotes"},
      {"[title=x y]", 0, "flags"},
      {"[title", 0, "]"},
      {"[title='x]", 0, "quotes"},
      {"a:nth-child(2 n)", 1, "2n+1"},
      {"a:nth-child(n+ -1)", 1, "2n+1"},
      {"a:nth-child(99999999999)", 1, "2n+1"},
      {"a:nth-child(2n of b)", 1, "2n+1"},
      {"a\\", 1, "`\\`"},
      {"", 0, "ends"},
      {"&", 0, "`&`"},
      {"a!", 1, "`!`"},
  };
  for (const Row& row : table) {
    const auto selectors = SelectorList::parse(row.selector);
    ASSERT_FALSE(selectors) << row.selector;
    EXPECT_EQ(selectors.error().offset, row.offset) << row.selector << ": " << selectors.error().message;
    EXPECT_THAT(selectors.error().message, testing::HasSubstr(row.message)) << row.selector;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
