#include "rules/json_pointer.h"

#include <gtest/gtest.h>

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

std::optional<JsonPointer> parse(std::string_view text) {
  JsonPointer::Fault fault;
  return JsonPointer::parse(text, fault);
}

TEST(JsonPointer, NamesMembersOnTheWayIn) {
  struct Case {
    std::string_view text;
    std::size_t segment;
    std::string_view member;
    bool named;
  };
  // RFC 6901, 4 and 5.
  constexpr Case kCases[] = {
      {"/article/body", 0, "article", true},
      {"/article/body", 1, "body", true},
      {"/article/body", 1, "Body", false},
      {"/a~1b", 0, "a/b", true},
      {"/m~0n", 0, "m~n", true},
      {"/~01", 0, "~1", true},
      {"/", 0, "", true},
      {"/c%d", 0, "c%d", true},
      {"/ ", 0, " ", true},
      {"/items/*/body", 1, "anything", true},
  };
  for (const Case& one : kCases) {
    const auto pointer = parse(one.text);
    ASSERT_TRUE(pointer) << one.text;
    EXPECT_EQ(pointer->text(), one.text);
    EXPECT_EQ(pointer->names_member(one.segment, one.member), one.named) << one.text << " " << one.member;
  }
}

TEST(JsonPointer, CountsElementsFromZeroWithoutLeadingZeros) {
  EXPECT_TRUE(parse("/items/0")->names_element(1, 0));
  EXPECT_TRUE(parse("/items/12")->names_element(1, 12));
  EXPECT_FALSE(parse("/items/01")->names_element(1, 1));
  EXPECT_FALSE(parse("/items/-")->names_element(1, 0));
  EXPECT_TRUE(parse("/items/*")->names_element(1, 99));
}

TEST(JsonPointer, WithoutSegmentsMeansTheWholeDocument) {
  EXPECT_EQ(parse("")->size(), 0U);
  EXPECT_EQ(parse("/")->size(), 1U);
}

TEST(JsonPointer, SaysWhereATextIsNone) {
  struct Case {
    std::string_view text;
    std::size_t offset;
  };
  constexpr Case kCases[] = {{"article", 0}, {"#/article", 0}, {"/a/b~", 4}, {"/a~2", 2}, {"/a~~0", 2}};
  for (const Case& one : kCases) {
    JsonPointer::Fault fault;
    EXPECT_FALSE(JsonPointer::parse(one.text, fault)) << one.text;
    EXPECT_EQ(fault.offset, one.offset) << one.text;
    EXPECT_FALSE(fault.message.empty()) << one.text;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
