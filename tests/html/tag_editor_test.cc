#include "html/tag_editor.h"

#include <gtest/gtest.h>

#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using Assignments = std::vector<std::pair<std::string, std::string>>;

struct Case {
  const char* what;
  Assignments set;
  std::vector<std::string> remove;
  const char* tag;
  const char* expected;
};

const Case kCases[] = {
    {"adds an attribute", {{"rel", "x"}}, {}, "<a href=y>", "<a href=y rel=\"x\">"},
    {"adds one to a bare tag", {{"rel", "x"}}, {}, "<A>", "<A rel=\"x\">"},
    {"adds one before a self-closing slash",
     {{"alt", ""}},
     {},
     "<img src=\"a\"/>",
     "<img src=\"a\" alt=\"\"/>"},
    {"an unquoted value keeps its slash", {{"alt", ""}}, {}, "<img src=a/>", "<img src=a/ alt=\"\">"},
    {"adds one behind one that lacks its value",
     {{"rel", "x"}},
     {},
     "<a href= >",
     "<a href=\"\" rel=\"x\" >"},
    {"or in its place", {{"rel", "x"}}, {"href"}, "<a href=>", "<a rel=\"x\">"},
    {"or beside what it is set to",
     {{"rel", "x"}, {"href", "y"}},
     {},
     "<a href=>",
     "<a href=\"y\" rel=\"x\">"},
    {"replaces a value and leaves the rest as it was",
     {{"rel", "x"}},
     {},
     "<a  REL = 'y'  href=z >",
     "<a  REL=\"x\"  href=z >"},
    {"changes nothing that says so already", {{"rel", "a&b"}}, {}, "<a rel='a&amp;b'>", "<a rel='a&amp;b'>"},
    {"removes with the space before", {}, {"ping"}, "<a href=y ping=\"z\" id=i>", "<a href=y id=i>"},
    {"removes every duplicate", {}, {"ping"}, "<a ping=1 b PING=2>", "<a b>"},
    {"removes once what two rules remove",
     {},
     {"ping", "id", "ping"},
     "<a href=y ping=z id=i>",
     "<a href=y>"},
    {"what follows does not stick to what precedes", {}, {"ping"}, "<a ping=\"1\"href=x>", "<a href=x>"},
    {"writes what is not ASCII as references",
     {{"title", "Ж\"<&"}},
     {},
     "<a>",
     "<a title=\"&#1046;&quot;&lt;&amp;\">"},
    {"sets what is both set and removed", {{"rel", "x"}}, {"rel"}, "<a rel=y>", "<a rel=\"x\">"},
};

TEST(TagEditor, ChangesAttributesAndNothingElse) {
  for (const Case& c : kCases) {
    ProgramBuilder builder;
    builder.attributes({.owner = 0, .selector = tests::selector("*"), .set = c.set, .remove = c.remove});
    const auto program = builder.build();
    EXPECT_EQ(tests::rewrite(c.tag, program).html, c.expected) << c.what;
    EXPECT_EQ(tests::rewrite(c.expected, program).html, c.expected) << c.what << ", again";
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
