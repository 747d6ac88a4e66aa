#include "rules/base64.h"

#include <gtest/gtest.h>

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

TEST(Base64, IsReadOnlyAsItIsWritten) {
  EXPECT_EQ(base64("ab"), "YWI=");
  EXPECT_EQ(from_base64("YWI="), "ab");
  EXPECT_EQ(from_base64("YWJj"), "abc");
  for (const char* other : {"", "YWI", "YWJ=", "YW I=", "YWI=\n", "====", "Y==="})
    EXPECT_FALSE(from_base64(other)) << other;
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
