// In quirks mode classes and ids match without regard to ASCII case (Selectors Level 4, 6.6 and 6.7; DOM).
#include <gtest/gtest.h>

#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using namespace tests;

struct Page {
  const char* beginning;
  bool quirks;
};

constexpr Page kPages[] = {
    {"<!doctype html><body>", false},
    {"<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\" "
     "\"http://www.w3.org/TR/html4/loose.dtd\">",
     false},
    {"<!doctype html SYSTEM 'about:legacy-compat'>", false},
    {"<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">", true},
    {"<!doctype>", true},
    {"<body>", true},
    {"<!-- x --><p></p>", true},
    {"x", true},
    {"</p>", true},
    {"</br>", true},
    {"x<!doctype html>", true},
};

/// Whether an element written so is taken out of a page that begins so.
bool matches(const char* selector_text, const std::string& element, const char* beginning) {
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = selector(selector_text)});
  const std::string page = beginning + ("<div id=around class='First Second'>" + element + "</div>");
  return rewrite(page, builder.build()).html != page;
}

TEST(QuirksMode, IsWhatTheBeginningOfThePageMakesIt) {
  for (const Page& page : kPages) {
    EXPECT_EQ(matches("b.share", "<b class=Share></b>", page.beginning), page.quirks) << page.beginning;
  }
}

TEST(QuirksMode, HasClassesAndIdsMatchInAnyCase) {
  struct Row {
    const char* selector;
    const char* element;
    bool in_quirks;
    bool otherwise;
  };
  constexpr Row table[] = {
      {".share", "<b class=share></b>", true, true},
      {".share", "<b class='a SHARE'></b>", true, false},
      {".SHARE", "<b class='share'></b>", true, false},
      {".Share-Buttons-Of-Ours", "<b class='x share-buttonS-of-ours y'></b>", true, false},
      {"#share", "<b id=Share></b>", true, false},
      {"b.share.big", "<b class='Big Share'></b>", true, false},
      {".first .share", "<b class=share></b>", true, false},
      {".First > .share", "<b class=Share></b>", true, false},
      {":is(.share, .x)", "<b class=SHARE></b>", true, false},
      {"b:not(.share)", "<b class=SHARE></b>", false, true},
      {".share, .SHARE", "<b class=SHARE></b>", true, true},
      {"[class~=share]", "<b class=SHARE></b>", false, false},
      {"[class=share]", "<b class=SHARE></b>", false, false},
      {"[id=share]", "<b id=SHARE></b>", false, false},
      {"[class=share i]", "<b class=SHARE></b>", true, true},
      {".\xC3\xA9t\xC3\xA9", "<b class='\xC3\xA9T\xC3\xA9'></b>", true, false},
      {".\xC3\xA9t\xC3\xA9", "<b class='\xC3\x89t\xC3\xA9'></b>", false, false},
      {".share", "<b class=shar&#69;></b>", true, false},
      {".share", "<b class=shares></b>", false, false},
      {".s_are",
       "<b class='s\x7F"
       "are'></b>",
       false, false},
      {".a\\@b", "<b class='a`b'></b>", false, false},
  };
  for (const Row& row : table) {
    EXPECT_EQ(matches(row.selector, row.element, "<body>"), row.in_quirks) << row.selector << row.element;
    EXPECT_EQ(matches(row.selector, row.element, "<!doctype html><body>"), row.otherwise)
        << row.selector << row.element;
  }
}

TEST(QuirksMode, HoldsInsideNoscriptToo) {
  const std::string element = "<noscript><b class=Share>x</b></noscript>";
  EXPECT_TRUE(matches("b.share", element, "<body>"));
  EXPECT_FALSE(matches("b.share", element, "<!doctype html>"));
}

TEST(QuirksMode, OfAPageThatBeginsWithTextLeavesATableInsideItsParagraph) {
  EXPECT_TRUE(matches("p b", "<p>x<table><tr><td><b>y</b></table>", "x"));
  EXPECT_FALSE(matches("p b", "<p>x<table><tr><td><b>y</b></table>", "<!doctype html>x"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
