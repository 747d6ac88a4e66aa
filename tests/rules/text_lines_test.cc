#include "rules/text_lines.h"

#include <gtest/gtest.h>

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

TEST(TextLines, AreTakenOffOneByOne) {
  std::string_view rest = "one\n\ntwo";
  EXPECT_EQ(take_line(rest), "one");
  EXPECT_EQ(take_line(rest), "");
  EXPECT_EQ(take_line(rest), "two");
  EXPECT_EQ(rest, "");
}

TEST(TextLines, HaveNoEmptyOneBehindTheLastEnd) {
  std::string_view rest = "one\n";
  take_line(rest);
  EXPECT_TRUE(rest.empty());
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
