#include "audit/reports/visible_text.h"

#include <gtest/gtest.h>

#include "audit/reports/html_text.h"
#include "audit/reports/json_line.h"
#include "audit/reports/uri_text.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

struct Case {
  std::string_view text, visible;
};

TEST(VisibleText, WhatShowsNothingIsWrittenOut) {
  constexpr Case kCases[] = {
      {"plain", "plain"},
      {"\x1b[31mred\x1b[0m", "[U+001B][31mred[U+001B][0m"},
      {"\xc2\x9b"
       "31m",
       "[U+009B]31m"},
      {"a\x7f", "a[U+007F]"},
      {"\xe2\x80\xae"
       "txt.exe",
       "[U+202E]txt.exe"},
      {"\xe2\x81\xa6i\xe2\x81\xa9", "[U+2066]i[U+2069]"},
      {"\xe2\x80\x8b", "[U+200B]"},
      {"\xef\xbb\xbf", "[U+FEFF]"},
      {"\xef\xbf\xbe", "[U+FFFE]"},
      {"\xf3\xa0\x81\x81", "[U+E0041]"},
      {"two\nlines\tand\r", "two lines and "},
      {"\xff", "\xef\xbf\xbd"},
  };
  for (const Case& one : kCases) EXPECT_EQ(visible_text(one.text), one.visible);
}

TEST(VisibleText, JoinersOfWordsStay) {
  constexpr std::string_view kPersian = "می‌خواهم";
  EXPECT_EQ(visible_text(kPersian), kPersian);
}

TEST(VisibleText, Utf8IsMadeValidOnce) {
  const std::string once = valid_utf8("a\xf0\x9f z\xc3");
  EXPECT_EQ(once, "a\xef\xbf\xbd\xef\xbf\xbd z\xef\xbf\xbd");
  EXPECT_EQ(valid_utf8(once), once);
}

TEST(JsonLine, HoldsNothingThatEndsAScriptElementOrReachesATerminal) {
  JsonLine json;
  json.begin_object().text("t", "</script>\x1b\xe2\x80\xae&\xe2\x80\xa8\xf3\xa0\x81\x81\"\\").end_object();
  EXPECT_EQ(std::move(json).take(), R"({"t":"\u003c/script\u003e\u001b\u202e\u0026\u2028\udb40\udc41\"\\"})");
}

TEST(JsonLine, PutsCommasWhereTheyBelong) {
  JsonLine json;
  json.begin_object().number("a", 1).begin_list("b").text({}, "x").text({}, "y").end_list();
  json.begin_object("c").end_object().truth("d", true).value("e", "[]").end_object();
  EXPECT_EQ(std::move(json).take(), R"({"a":1,"b":["x","y"],"c":{},"d":true,"e":[]})");
}

TEST(HtmlText, HoldsNoMarkup) {
  EXPECT_EQ(html_text("<b a='\"'>&\n\xe2\x80\xae"),
            "&lt;b a=&#39;&quot;&#39;&gt;&amp;\n<span class=\"unseen\">U+202E</span>");
  EXPECT_EQ(html_attribute("\"\n\x1b"), "&quot; [U+001B]");
}

TEST(UriText, IsAUriWhateverTheUrl) {
  EXPECT_EQ(uri_of_url("https://x.example/a b/я|%20%z?q=[1]"),
            "https://x.example/a%20b/%D1%8F%7C%20%25z?q=%5B1%5D");
  EXPECT_EQ(uri_of_path("c:/a b.warc"), "c%3A/a%20b.warc");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
