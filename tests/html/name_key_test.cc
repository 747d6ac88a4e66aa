#include "html/name_key.h"

#include <gtest/gtest.h>

#include "html/ascii.h"
#include "html/tag.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

const std::vector<std::string> kNames = {"a",
                                         "A",
                                         "b",
                                         "div",
                                         "DIV",
                                         "dIv",
                                         "div\0",
                                         std::string("div\0", 4),
                                         std::string("\0div", 4),
                                         "template",
                                         "TEMPLATE",
                                         "templates",
                                         "blockquote",
                                         "BlockQuote",
                                         "data-caveat",
                                         "data-caveaT",
                                         "data-caveats",
                                         "x-y-z-0123456789-long-name",
                                         "X-Y-Z-0123456789-LONG-name",
                                         "@[`{",
                                         "`{@[",
                                         "\xd0\xb0",
                                         "\xd0\x90"};

TEST(NameKey, IsEqualExactlyForNamesThatDifferInAsciiCaseOnly) {
  for (const std::string& a : kNames) {
    for (const std::string& b : kNames) {
      EXPECT_EQ(name_key(a) == name_key(b), equal_ignoring_ascii_case(a, b)) << a << " | " << b;
    }
  }
}

TEST(NameKey, IsTheSameWhateverStandsBehindTheName) {
  for (const std::string& name : kNames) {
    const std::string page = name + "=\"value\" and more";
    const std::string_view in_page = std::string_view(page).substr(0, name.size());
    EXPECT_EQ(name_key(in_page, page.data() + page.size()), name_key(name)) << name;
    EXPECT_EQ(name_key(in_page, in_page.data() + in_page.size()), name_key(name)) << name;
  }
}

TEST(TagName, KnowsEveryTagByItsText) {
  for (int tag = 1; tag <= static_cast<int>(Tag::annotation_xml); ++tag) {
    EXPECT_EQ(TagName::of(tag_text(static_cast<Tag>(tag))).tag, static_cast<Tag>(tag));
  }
}

TEST(TagName, OfAnotherNameIsUnknown) {
  for (const std::string name : {"divs", "di", "annotation_xml", "template_", "x-div"}) {
    EXPECT_EQ(TagName::of(name).tag, Tag::unknown) << name;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
