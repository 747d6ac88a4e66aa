#include "filter/json_string.h"

#include <gtest/gtest.h>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

TEST(JsonString, stands_for_text_and_back) {
  struct Case {
    std::string_view raw;
    std::string text;
    std::string_view escaped;
  };
  const Case kCases[] = {
      {"plain", "plain", "plain"},
      {R"(a\"b\\c\/d)", "a\"b\\c/d", R"(a\"b\\c/d)"},
      {R"(\b\f\n\r\t)", "\b\f\n\r\t", R"(\b\f\n\r\t)"},
      {R"(\u0000\u001F)", std::string("\0\x1F", 2), R"(\u0000\u001f)"},
      {R"(\u041C\u00e9)", "\xD0\x9C\xC3\xA9", "\xD0\x9C\xC3\xA9"},
      {R"(\ud83d\ude00)", "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
      {R"(\ud83d!)", "\xED\xA0\xBD!", R"(\ud83d!)"},
      {R"(\ude00\ud83d)", "\xED\xB8\x80\xED\xA0\xBD", R"(\ude00\ud83d)"},
      {R"(\ud83d\n)", "\xED\xA0\xBD\n", R"(\ud83d\n)"},
      {"\xED\x9F\xBF\xFF\xED", "\xED\x9F\xBF\xFF\xED", "\xED\x9F\xBF\xFF\xED"},
      {"\x7F", "\x7F", "\x7F"},
  };
  for (const Case& one : kCases) {
    EXPECT_EQ(json_unescaped(one.raw), one.text) << one.raw;
    EXPECT_EQ(json_escaped(one.text), one.escaped) << one.raw;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
