#include "html/short_tag_table.h"

#include <gtest/gtest.h>

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

/// The Tag of a name with other bytes behind it, as in a page.
Tag found(std::string_view name) {
  const std::string page = std::string(name) + ">text text";
  return short_tag(page.data(), name.size());
}

TEST(ShortTagTable, HasEveryKnownNameThatIsShort) {
  for (int number = 1; number <= static_cast<int>(Tag::annotation_xml); ++number) {
    const auto tag = static_cast<Tag>(number);
    const std::string_view name = tag_text(tag);
    EXPECT_EQ(found(name), name.size() <= 8 ? tag : Tag::unknown) << name;
  }
}

TEST(ShortTagTable, HasNothingElse) {
  using namespace std::string_view_literals;
  for (const std::string_view name :
       {"x"sv, "path"sv, "A"sv, "Div"sv, "di"sv, "divs"sv, "textareas"sv, "textarea-of-mine"sv, "a\0"sv,
        "\0a"sv, "div\0"sv, "d\x69v\0\0"sv, "\0"sv, "\xE1"sv, "h\x11"sv, "div\x7F"sv}) {
    EXPECT_EQ(found(name), Tag::unknown) << name;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
