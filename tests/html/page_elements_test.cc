#include "html/page_elements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using testing::ElementsAre;

constexpr std::size_t kLongestToken = 1'000'000;

std::vector<std::size_t> offsets(std::string_view page, std::string_view selector) {
  const SelectorList list = *SelectorList::parse(selector);
  const auto found = find_elements(page, {&list, 1}, kLongestToken);
  EXPECT_TRUE(found.has_value());
  std::vector<std::size_t> offsets;
  for (const MatchingElement& element : found->matching) offsets.push_back(element.offset);
  return offsets;
}

TEST(PageElements, each_match_is_told_by_where_its_start_tag_begins) {
  EXPECT_THAT(offsets("<!doctype html><p class=a>x<p>y<p class=a>", "p.a"), ElementsAre(15U, 31U));
}

TEST(PageElements, what_is_in_a_script_or_a_comment_is_no_element) {
  EXPECT_THAT(offsets("<script>'<i>'</script><!-- <i> --><i>", "i"), ElementsAre(34U));
}

TEST(PageElements, what_stands_in_a_notice_counts) {
  EXPECT_THAT(offsets("<div data-caveat='p/r'><b>x</b></div>", "[data-caveat] b"), ElementsAre(23U));
}

TEST(PageElements, the_index_of_the_selector_is_told) {
  const std::vector<SelectorList> lists = {*SelectorList::parse("i"), *SelectorList::parse("b")};
  const auto found = find_elements("<b><i>", lists, kLongestToken);
  ASSERT_EQ(found->matching.size(), 2U);
  EXPECT_EQ(found->matching[0].selector, 1U);
  EXPECT_EQ(found->matching[1].selector, 0U);
}

TEST(PageElements, a_notice_is_told_with_its_mark_and_language) {
  const auto found = find_elements("<p>x<div lang=fa data-caveat='p/r&amp;s'>y</div>", {}, kLongestToken);
  ASSERT_EQ(found->marked.size(), 1U);
  EXPECT_EQ(found->marked[0].mark, "p/r&s");
  EXPECT_EQ(found->marked[0].language, "fa");
  EXPECT_EQ(found->marked[0].offset, 4U);
}

TEST(PageElements, a_page_that_ends_in_a_tag_that_is_too_long_cannot_be_followed) {
  EXPECT_FALSE(find_elements("<p title='" + std::string(100, 'x'), {}, 50).has_value());
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
