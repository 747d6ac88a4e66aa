#include "filter/page_beginning.h"

#include <gtest/gtest.h>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

constexpr std::size_t kLimit = 100'000;

TEST(PageBeginning, waits_for_the_prescan_unless_the_header_names_the_charset) {
  PageBeginning beginning(kLimit);
  beginning.write("<html><head>");
  EXPECT_FALSE(beginning.charset("").has_value());
  ASSERT_TRUE(beginning.charset("utf-8").has_value());
}

TEST(PageBeginning, waits_for_a_meta_element_as_long_as_the_head_goes_on) {
  PageBeginning beginning(kLimit);
  beginning.write("<html><head><script>" + std::string(50'000, 'x'));
  EXPECT_FALSE(beginning.charset("").has_value());
  beginning.write("</script><meta charset=iso-2022-jp>");
  ASSERT_TRUE(beginning.charset("").has_value());
  EXPECT_EQ(beginning.charset("")->kind, html::CharsetKind::iso2022jp);
}

TEST(PageBeginning, waits_for_a_meta_element_no_longer_than_the_head_goes_on) {
  PageBeginning beginning(kLimit);
  beginning.write("<html><head><script>" + std::string(2'000, 'x') + "</script>");
  EXPECT_FALSE(beginning.charset("").has_value());
  beginning.write("<body>");
  ASSERT_TRUE(beginning.charset("").has_value());
  EXPECT_TRUE(beginning.charset("")->guessed);
}

TEST(PageBeginning, does_not_guess_where_escape_sequences_make_a_difference) {
  PageBeginning beginning(kLimit);
  beginning.write("<p>\x1B$B$3$l\x1B(B");
  beginning.finish();
  EXPECT_EQ(beginning.charset("")->kind, html::CharsetKind::replacement);
  EXPECT_EQ(beginning.charset("utf-8")->kind, html::CharsetKind::ascii_compatible);
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
  EXPECT_FALSE(beginning.language("").has_value());
  beginning.write("lang=\"fa\"><body>");
  EXPECT_EQ(beginning.language("en"), "fa");
}

TEST(PageBeginning, answers_all_once_it_is_over) {
  PageBeginning beginning(kLimit);
  beginning.write("<tit");
  EXPECT_FALSE(beginning.kind().has_value());
  beginning.finish();
  EXPECT_EQ(beginning.kind(), Sniffed::other);
  EXPECT_TRUE(beginning.charset("").has_value());
  EXPECT_EQ(beginning.language(""), "");
}

TEST(PageBeginning, what_is_cut_short_before_it_tells_is_a_page) {
  const std::pair<const char*, Sniffed> kCases[] = {
      {"      ", Sniffed::html}, {"      <tit", Sniffed::html}, {"<?xml version='1.0'?>", Sniffed::xhtml}};
  for (const auto& [bytes, kind] : kCases) {
    PageBeginning beginning(kLimit);
    beginning.write(bytes);
    EXPECT_FALSE(beginning.kind().has_value()) << bytes;
    beginning.stop_waiting();
    EXPECT_EQ(beginning.kind(), kind) << bytes;
  }
}

TEST(PageBeginning, is_over_at_its_limit) {
  PageBeginning beginning(20);
  beginning.write(std::string(20, ' '));
  EXPECT_EQ(beginning.kind(), Sniffed::html);
  EXPECT_EQ(beginning.language(""), "");
}

TEST(PageBeginning, takes_the_heads_language_only_for_a_page_that_states_none) {
  PageBeginning silent(kLimit);
  silent.write("<p>x");
  EXPECT_EQ(silent.language("fa"), "fa");
  PageBeginning cut_short(kLimit);
  cut_short.write("<!-- a long comment");
  EXPECT_FALSE(cut_short.language("fa").has_value());
  cut_short.stop_waiting();
  EXPECT_EQ(cut_short.language("fa"), "");
}

TEST(PageBeginning, needs_a_few_bytes_even_when_nobody_waits) {
  PageBeginning beginning(kLimit);
  beginning.stop_waiting();
  beginning.write("<p");
  EXPECT_FALSE(beginning.charset("").has_value());
  beginning.write("><p>x");
  EXPECT_TRUE(beginning.charset("").has_value());
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
