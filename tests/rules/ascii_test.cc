// Letters and digits of ASCII.
#include <gtest/gtest.h>

#include "rules/ascii_case.h"
#include "rules/hex_digit.h"
#include "rules/markup_reference.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

TEST(AsciiCase, IsThatOfLettersAlone) {
  EXPECT_EQ(lower_case("Set-COOKIE[\\]^ \xC0"), "set-cookie[\\]^ \xC0");
  EXPECT_TRUE(equal_ignoring_case("WARC/1.0", "warc/1.0"));
  EXPECT_FALSE(equal_ignoring_case("a-b", "a\rb"));
  EXPECT_FALSE(equal_ignoring_case("a", "ab"));
}

TEST(HexDigit, HasItsValueInAnyCase) {
  EXPECT_EQ(hex_value('0'), 0);
  EXPECT_EQ(hex_value('9'), 9);
  EXPECT_EQ(hex_value('a'), 10);
  EXPECT_EQ(hex_value('F'), 15);
  for (const char other : {'g', 'G', '/', ':', '@', '`', '\0', '\x80'}) EXPECT_EQ(hex_value(other), -1);
}

TEST(HexOctet, IsOfTwoDigitsAndWhateverFollows) {
  EXPECT_EQ(hex_octet("4a/"), 0x4a);
  EXPECT_EQ(hex_octet("Ff"), 0xff);
  for (const char* other : {"", "4", "4g", "g4", "-4"}) EXPECT_EQ(hex_octet(other), -1) << other;
}

TEST(MarkupReference, IsForWhatMarkupIsMadeOf) {
  EXPECT_EQ(markup_reference('<'), "&lt;");
  EXPECT_EQ(markup_reference('\''), "&#39;");
  EXPECT_EQ(markup_reference('a'), "");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
