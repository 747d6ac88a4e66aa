#include "html/open_elements.h"

#include <gtest/gtest.h>

#include <ctime>

#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using namespace tests;

TEST(OpenElements, KnowsWhichNamesAreOpenWithoutAWalk) {
  OpenElements elements;
  const TagName div = TagName::of("div");
  const TagName unknown = TagName::of("x-page");
  for (const TagName& name : {TagName::of("html"), div, unknown, div}) elements.push({.name = name});
  EXPECT_TRUE(elements.may_be_open(unknown));
  EXPECT_TRUE(elements.any_may_be_open({Tag::p, Tag::div}));
  elements.erase(1);
  EXPECT_TRUE(elements.may_be_open(div));
  elements.erase(2);
  elements.erase(1);
  EXPECT_FALSE(elements.may_be_open(div));
  EXPECT_FALSE(elements.may_be_open(unknown));
  EXPECT_FALSE(elements.any_may_be_open({Tag::p, Tag::div}));
  EXPECT_FALSE(elements.in_scope(div));
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

/// As deep as the limit for a moment only: whether that is seen must not hang on where a chunk ends.
TEST(OpenElements, NestedDeeperThanTheLimitEndTheRewritingInAnyChunks) {
  const RewriterLimits limits{.open_elements = 100};
  for (const std::size_t depth : {97UL, 99UL}) {
    const std::string page = "<body>" + repeated("<div>", depth) + repeated("</div>", depth) + "<p>x";
    for (const std::size_t chunk : {std::size_t{1}, page.size()}) {
      ProgramBuilder builder;
      builder.insert(notice_at({"start of p"}));
      MemorySink sink;
      Rewriter rewriter(builder.build(), limits, sink);
      for (std::size_t at = 0; at < page.size(); at += chunk) rewriter.write(page.substr(at, chunk));
      EXPECT_EQ(rewriter.failure().has_value(), depth == 99) << depth << " in chunks of " << chunk;
    }
  }
}

/// 90,000 open spans and 100,000 end tags of nothing once took seven seconds.
TEST(OpenElements, ManyStrayEndTagsCostNoWalkOverADeepStackEach) {
  const RewriterLimits limits{.open_elements = 100'000};
  for (const char* stray : {"</x>", "</i>", "</p>", "</div>", "</li>", "</h1>", "</form>", "</a>"}) {
    const std::string page = "<body>" + repeated("<span>", 90'000) + repeated(stray, 100'000);
    ProgramBuilder builder;
    builder.insert(notice_at({"start of body"}));
    const std::clock_t begin = std::clock();
    rewrite(page, builder.build(), 65536, limits);
    EXPECT_LT(std::clock() - begin, 2 * CLOCKS_PER_SEC) << stray;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
