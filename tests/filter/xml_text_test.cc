#include "filter/xml_text.h"

#include <gtest/gtest.h>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

TEST(XmlText, is_written_with_references_or_as_cdata) {
  EXPECT_EQ(xml_escaped("<a href=\"x\">&amp;]]>"), "&lt;a href=\"x\"&gt;&amp;amp;]]&gt;");
  EXPECT_EQ(cdata_sections("<a>"), "<![CDATA[<a>]]>");
  EXPECT_EQ(cdata_sections("x]]>]]>y"), "<![CDATA[x]]]]><![CDATA[>]]]]><![CDATA[>y]]>");
  EXPECT_EQ(cdata_sections(""), "<![CDATA[]]>");
}

TEST(XmlText, references_stand_for_text) {
  struct Case {
    std::string_view reference;
    std::string_view in_utf8;
    std::string_view elsewhere;
  };
  constexpr Case kCases[] = {
      {"&lt;", "<", "<"},
      {"&apos;", "'", "'"},
      {"&#65;", "A", "A"},
      {"&#x41;", "A", "A"},
      {"&#233;", "\xC3\xA9", "&#233;"},
      {"&#x1F600;", "\xF0\x9F\x98\x80", "&#x1F600;"},
      {"&nbsp;", "&nbsp;", "&nbsp;"},
  };
  for (const Case& one : kCases) {
    EXPECT_EQ(referred_text(one.reference, true), one.in_utf8);
    EXPECT_EQ(referred_text(one.reference, false), one.elsewhere);
  }
}

TEST(XmlText, attributes_are_written_with_their_quotes_escaped) {
  EXPECT_EQ(xml_attribute("a", "<\"&'>"), " a=\"&lt;&quot;&amp;'&gt;\"");
}

TEST(XmlText, attributes_are_set_in_place) {
  struct Case {
    std::string_view tag;
    std::string_view changed;
  };
  constexpr Case kCases[] = {
      {"<a>", "<a t=\"v\">"},
      {"<p:a x='t=1'>", "<p:a t=\"v\" x='t=1'>"},
      {"<a t='old'>", "<a t='v'>"},
      {"<a x=\">\" t = \"o'ld\" y='z'>", "<a x=\">\" t = \"v\" y='z'>"},
      {"<a\n\tx:t='1'/>", "<a t=\"v\"\n\tx:t='1'/>"},
      {"<a t=''/>", "<a t='v'/>"},
  };
  for (const Case& one : kCases) EXPECT_EQ(with_attribute(one.tag, "t", "v"), one.changed) << one.tag;
}

TEST(XmlText, tags_have_names_and_may_be_opened) {
  EXPECT_EQ(qualified_name("<p:a b='c'>"), "p:a");
  EXPECT_EQ(qualified_name("<a/>"), "a");
  EXPECT_EQ(opened("<a b='c' />"), "<a b='c' >");
  EXPECT_EQ(opened("<a>"), "<a>");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
