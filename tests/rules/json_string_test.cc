#include "rules/json_string.h"

#include <gtest/gtest.h>

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

std::string json_string(std::string_view text) {
  std::string out = "before ";
  append_json_string(out, text);
  return out.substr(7);
}

TEST(AJsonString, IsTheTextInQuotationMarks) {
  EXPECT_EQ(json_string(""), "\"\"");
  EXPECT_EQ(json_string("plain"), "\"plain\"");
  EXPECT_EQ(json_string("закон \U0001F4F0"), "\"закон \U0001F4F0\"");
}

TEST(AJsonString, EscapesWhatWouldEndItOrItsLine) {
  EXPECT_EQ(json_string("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(json_string("a\r\nb\x7F"), R"("a\u000d\u000ab\u007f")");
  EXPECT_EQ(json_string(std::string_view("\0", 1)), R"("\u0000")");
}

TEST(AJsonString, IsUtf8WhateverBytesItIsMadeOf) {
  EXPECT_EQ(json_string("\xFF\"\xC3"), "\"\xEF\xBF\xBD\\\"\xEF\xBF\xBD\"");
  EXPECT_EQ(json_string("caf\xC3\xA9\xED\xA0\x80"), "\"caf\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
