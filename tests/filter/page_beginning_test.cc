#include "filter/page_beginning.h"

#include <gtest/gtest.h>

namespace caveat::filter {
namespace {

constexpr std::size_t kLimit = 100'000;

TEST(PageBeginning, waits_for_the_prescan_unless_the_header_names_the_charset) {
  PageBeginning beginning(kLimit);
  beginning.write("<html><head>");
  EXPECT_FALSE(beginning.charset("").has_value());
  ASSERT_TRUE(beginning.charset("utf-8").has_value());
}

TEST(PageBeginning, a_mark_outweighs_the_header) {
  PageBeginning beginning(kLimit);
  beginning.write(std::string("\xFF\xFE<\0p\0>\0", 8));
  ASSERT_TRUE(beginning.charset("utf-8").has_value());
  EXPECT_EQ(beginning.charset("utf-8")->kind, html::CharsetKind::utf16le);
}

TEST(PageBeginning, knows_the_language_at_the_tag_that_states_it) {
  PageBeginning beginning(kLimit);
  beginning.write("<!doctype html><html ");
  EXPECT_FALSE(beginning.language().has_value());
  beginning.write("lang=\"fa\"><body>");
  EXPECT_EQ(beginning.language(), "fa");
}

TEST(PageBeginning, answers_all_once_it_is_over) {
  PageBeginning beginning(kLimit);
  beginning.write("<ht");
  EXPECT_FALSE(beginning.is_html().has_value());
  beginning.finish();
  EXPECT_EQ(beginning.is_html(), false);
  EXPECT_TRUE(beginning.charset("").has_value());
  EXPECT_EQ(beginning.language(), "");
}

TEST(PageBeginning, is_over_at_its_limit) {
  PageBeginning beginning(20);
  beginning.write(std::string(20, ' '));
  EXPECT_EQ(beginning.is_html(), false);
  EXPECT_EQ(beginning.language(), "");
}

TEST(PageBeginning, needs_a_few_bytes_even_when_nobody_waits) {
  PageBeginning beginning(kLimit);
  beginning.stop_waiting();
  beginning.write("<p");
  EXPECT_FALSE(beginning.charset("").has_value());
  beginning.write("><p>x");
  EXPECT_TRUE(beginning.charset("").has_value());
}

}  // namespace
}  // namespace caveat::filter
