#include "rules/path_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

using Kind = PathKey::Kind;

std::vector<std::uint32_t> found(const PathIndex& index, std::string_view path) {
  std::vector<std::uint32_t> numbers;
  index.visit(path, [&](std::uint32_t number) { numbers.push_back(number); });
  return numbers;
}

TEST(PathIndex, FindsEveryPrefixThatAPathBeginsWith) {
  PathIndex index;
  std::uint32_t next = 0;
  for (const char* prefix : {"", "/", "/a", "/a/", "/a/b", "/a/c", "/ab", "/b/long/one"}) {
    index.add({Kind::beginning, prefix}, next++);
  }
  index.settle();
  using testing::UnorderedElementsAre;
  EXPECT_THAT(found(index, "/a/b"), UnorderedElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(found(index, "/a/cc"), UnorderedElementsAre(0, 1, 2, 3, 5));
  EXPECT_THAT(found(index, "/a/d"), UnorderedElementsAre(0, 1, 2, 3));
  EXPECT_THAT(found(index, "/abc"), UnorderedElementsAre(0, 1, 2, 6));
  EXPECT_THAT(found(index, "/b/long"), UnorderedElementsAre(0, 1));
  EXPECT_THAT(found(index, "/z"), UnorderedElementsAre(0, 1));
}

TEST(PathIndex, FindsWhatStandsBehindASlashWhereverThatIs) {
  PathIndex index;
  index.add({Kind::behind_slash, "story"}, 0);
  index.add({Kind::behind_slash, "story-1/x"}, 1);
  index.settle();
  EXPECT_THAT(found(index, "/story"), testing::ElementsAre(0));
  EXPECT_THAT(found(index, "/ru/story/1"), testing::ElementsAre(0));
  EXPECT_THAT(found(index, "/ru/story-1/x"), testing::UnorderedElementsAre(0, 1));
  EXPECT_THAT(found(index, "/ru/history"), testing::IsEmpty());
}

TEST(PathIndex, GivesAKeyOneNumber) {
  PathIndex index;
  EXPECT_EQ(index.add({Kind::beginning, "/a"}, 5), 5U);
  EXPECT_EQ(index.add({Kind::beginning, "/a"}, 6), 5U);
  EXPECT_EQ(index.add({Kind::behind_slash, "/a"}, 6), 6U);
}

struct ExpressionCase {
  std::string_view expression;
  std::string_view beginning;
  std::string_view within;
};

TEST(PathPattern, KnowsTheLiteralThatAnExpressionBeginsWith) {
  constexpr ExpressionCase kCases[] = {
      {"^/z/[0-9]+", "/z/", ""},
      {"^/a\\.html$", "/a.html", ""},
      {"^/ab?c", "/a", ""},
      {"^/ab*", "/a", ""},
      {"^/ab{0,2}", "/a", ""},
      {"^/ab+c", "/ab", ""},
      {"^/(a|b)/", "/", ""},
      {"^/a|/b", "", ""},
      {"/a", "", "/a"},
      {"(?i)^/a", "", ""},
      {"^?/a", "", ""},
      {"^*/a", "", ""},
      {"^/a(?i)b", "/a", ""},
      {"^/a\\d", "/a", ""},
      {"^/a[|]b", "", ""},
      {"^/a.c", "/a", ""},
      {"^/\\Qa|b\\E|c", "", ""},
      {"^(/a|/b)|c", "", ""},
      {"^/é?", "/", ""},
      {"^/%C3%A9", "/%C3%A9", ""},
      {"/print-1(/|$)", "", "/print-1"},
      {"a?/b", "", ""},
      {"/amp/?$", "", "/amp"},
      {"a|b", "", ""},
  };
  for (const ExpressionCase& one : kCases) {
    const LeadingLiteral leading = leading_literal(one.expression);
    EXPECT_EQ(leading.at_beginning ? leading.text : "", one.beginning) << one.expression;
    EXPECT_EQ(leading.at_beginning ? "" : leading.text, one.within) << one.expression;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
