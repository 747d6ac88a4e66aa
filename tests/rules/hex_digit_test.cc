#include "rules/hex_digit.h"

#include <gtest/gtest.h>

#include <array>

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

TEST(Hexadecimal, HasTwoLowerCaseDigitsAByte) {
  const std::array<std::uint8_t, 4> bytes = {0x00, 0x0a, 0xf0, 0xff};
  EXPECT_EQ(hexadecimal(bytes), "000af0ff");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
