// Names in the source of one block: found across markup, changed without touching anything else.
#include "html/text_block.h"

#include <gtest/gtest.h>

#include "html/mention_set.h"
#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using Kind = TextBlock::Kind;

struct Part {
  Kind kind;
  std::string bytes;
};

struct Case {
  const char* what;
  const char* charset;
  std::vector<Part> parts;
  std::string labelled;  ///< "*" behind each mention of «Медуза» or "Free Russia"
  std::string withheld;  ///< [] in place of it
};

const Case kCases[] = {
    {"plain text", "UTF-8", {{Kind::text, "о Медуза же"}}, "о Медуза* же", "о [] же"},
    {"across inline tags",
     "UTF-8",
     {{Kind::text, "Free <"},
      {Kind::markup, "<b>"},
      {Kind::text, "Free"},
      {Kind::markup, "</b>"},
      {Kind::text, " Rus"},
      {Kind::markup, "<!-- -->"},
      {Kind::text, "sia."}},
     "Free <<b>Free</b> Rus<!-- -->sia*.",
     "Free <<b>[]</b><!-- -->."},
    {"with character references",
     "UTF-8",
     {{Kind::text, "&laquo;&#1052;еду&shy;&#x437;а&raquo; Free&nbsp;Russia"}},
     "&laquo;&#1052;еду&shy;&#x437;а*&raquo; Free&nbsp;Russia*",
     "&laquo;[]&raquo; []"},
    {"a reference cut in two by markup is none",
     "UTF-8",
     {{Kind::text, "Медуз&#107"}, {Kind::markup, "<i>"}, {Kind::text, "2;"}},
     "Медуз&#107<i>2;",
     "Медуз&#107<i>2;"},
    {"in windows-1251",
     "windows-1251",
     {{Kind::text, "\xAB\xCC\xE5\xE4"}, {Kind::markup, "<i>"}, {Kind::text, "\xF3\xE7\xE0\xBB"}},
     "\xAB\xCC\xE5\xE4<i>\xF3\xE7\xE0*\xBB",
     "\xAB[]<i>\xBB"},
    {"over a line break",
     "UTF-8",
     {{Kind::text, "Free"}, {Kind::line_break, "<br>"}, {Kind::text, "Russia"}},
     "Free<br>Russia*",
     "[]<br>"},
    {"before a footnote sign",
     "UTF-8",
     {{Kind::text, "Медуза"}, {Kind::word_break, ""}, {Kind::markup, "<sup>"}, {Kind::text, "1"}},
     "Медуза*<sup>1",
     "[]<sup>1"},
    {"not across an image",
     "UTF-8",
     {{Kind::text, "Free "}, {Kind::object, "<img>"}, {Kind::text, " Russia"}},
     "Free <img> Russia",
     "Free <img> Russia"},
    {"a character in two pieces of text",
     "UTF-8",
     {{Kind::text, "Ме\xD0"}, {Kind::text, "\xB4уза"}},
     "Медуза*",
     "[]"},
};

std::string changed(const Case& c, bool withhold) {
  MentionSetBuilder builder;
  (void)builder.add("Медуза");
  (void)builder.add("Free Russia");
  const auto mentions = builder.build();
  CharsetDecoder decoder(c.charset);
  TextBlock block;
  for (const Part& part : c.parts) block.append(part.kind, part.bytes);
  FoldedText text;
  block.fold(decoder, text);
  std::vector<TextChange> changes;
  for (const MentionMatch& match : apart(mentions->find(text))) {
    const std::size_t end = text.source_end(match.end - 1);
    const std::size_t begin = withhold ? text.source_begin(match.begin) : end;
    changes.push_back({begin, end, withhold ? "[]" : "*"});
  }
  tests::MemorySink sink;
  block.release(block.size(), changes, sink);
  EXPECT_TRUE(block.empty());
  return sink.bytes();
}

TEST(TextBlock, PutsALabelBehindAMention) {
  for (const Case& c : kCases) EXPECT_EQ(changed(c, false), c.labelled) << c.what;
}

TEST(TextBlock, TakesAMentionOutAndLeavesItsMarkup) {
  for (const Case& c : kCases) EXPECT_EQ(changed(c, true), c.withheld) << c.what;
}

TEST(TextBlock, KeepsWhatIsNotReleasedYet) {
  TextBlock block;
  CharsetDecoder decoder("UTF-8");
  block.append(Kind::text, "one two");
  block.append(Kind::markup, "<b>");
  block.append(Kind::text, "three", false);
  tests::MemorySink sink;
  block.release(4, {}, sink);
  EXPECT_EQ(sink.bytes(), "one ");
  FoldedText text;
  block.fold(decoder, text);
  EXPECT_EQ(text.text(), U"twothree");
  EXPECT_EQ(text.source_begin(3), 6U);
  EXPECT_TRUE(block.shown_at(0));
  EXPECT_FALSE(block.shown_at(6));
  block.release(block.size(), {}, sink);
  EXPECT_EQ(sink.bytes(), "one two<b>three");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
