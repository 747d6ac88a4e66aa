#include "rules/source_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/toml_comments.h"
#include "rules/utf8.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

TEST(SourceTexts, HaveLinesWithoutTheirEnds) {
  const SourceText source(
      "\xEF\xBB\xBF"
      "a\r\nb\n\nd");
  const std::vector<std::string_view> lines = {source.line(0), source.line(1), source.line(2),
                                               source.line(3), source.line(4), source.line(5)};
  EXPECT_EQ(lines, (std::vector<std::string_view>{"", "a", "b", "", "d", ""}));
}

TEST(SourceTexts, FindAnyPlaceInALongLine) {
  std::string line;
  for (int i = 0; i < 3000; ++i) line += i % 3 == 0 ? "ж" : "x";
  const std::string text = "first\n" + line + "\nlast";
  const SourceText source(text);
  for (const int column : {1, 2, 256, 257, 258, 1024, 2999, 3000}) {
    const std::size_t before = code_point_slice(line, 0, static_cast<std::size_t>(column - 1)).size();
    EXPECT_EQ(source.offset_of(2, column), 6 + before) << column;
  }
  EXPECT_EQ(source.offset_of(2, 4000), 6 + line.size());
  EXPECT_EQ(source.offset_of(3, 2), 8 + line.size());
  EXPECT_EQ(source.offset_of(9, 1), text.size());
}

TEST(SourceTexts, ShowAShortLineWholeAndOfALongOneTheNeighbourhood) {
  const std::string text = "short\n" + std::string(5000, 'x') + "HERE" + std::string(5000, 'y');
  const SourceText source(text);
  EXPECT_EQ(excerpt_around(source, 1, 3).text, "short");
  const LineExcerpt excerpt = excerpt_around(source, 2, 5001);
  EXPECT_LE(excerpt.text.size(), 200U);
  EXPECT_EQ(excerpt.text.substr(static_cast<std::size_t>(5001 - excerpt.first_column), 4), "HERE");
}

struct OutlineCase {
  std::string_view text;
  std::vector<std::string> comments;
  std::size_t long_strings;
};

const OutlineCase kOutlines[] = {
    {"a = 1 # x", {"1:7: x"}, 0},
    {"# x\r\n  # y", {"1:1: x alone", "2:3: y alone"}, 0},
    {"a = \"# no\" # x", {"1:12: x"}, 0},
    {R"(a = "\"# no" # x)", {"1:14: x"}, 0},
    {"a = '# \\' # x", {"1:11: x"}, 0},
    {"a = \"\"\"\n# no\n\"\"\" # x", {"3:5: x"}, 1},
    {"a = '''# no''' # x", {"1:16: x"}, 0},
    {"a = \"\"\"b\"\"\"\"\" # x", {"1:15: x"}, 0},
    {"a = \"\"\"\\\"\"\"# no\"\"\" # x", {"1:20: x"}, 0},
    {"ж = 'ж' # x", {"1:9: x"}, 0},
    {"a = [ # x\n1, # y\n]", {"1:7: x", "2:4: y"}, 0},
};

TEST(TomlComments, StandOutsideOfStrings) {
  for (const OutlineCase& one : kOutlines) {
    const TomlOutline outline = outline_of(one.text);
    std::vector<std::string> comments;
    for (const TomlComment& comment : outline.comments) {
      comments.push_back(std::to_string(comment.place.line) + ":" + std::to_string(comment.place.column) +
                         ":" + std::string(comment.text) + (comment.alone ? " alone" : ""));
    }
    EXPECT_EQ(comments, one.comments) << one.text;
    EXPECT_EQ(outline.long_strings.size(), one.long_strings) << one.text;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
