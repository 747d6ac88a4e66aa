#include "html/style_components.h"

#include <gtest/gtest.h>

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using Components = std::vector<std::string_view>;

TEST(StyleComponents, ArePartedOutsideOfBrackets) {
  EXPECT_EQ(components_of(""), Components());
  EXPECT_EQ(components_of("0 auto"), Components({"0", "auto"}));
  EXPECT_EQ(components_of("bold 0/0 a, b"), Components({"bold", "0", "0", "a", "b"}));
  EXPECT_EQ(components_of("scale(1, 2) rotate(3deg)"), Components({"scale(1, 2)", "rotate(3deg)"}));
  EXPECT_EQ(components_of("calc((1px + 2px) / 3"), Components({"calc((1px + 2px) / 3"}));
}

TEST(StyleComponents, KeywordsAreNeitherNumbersNorFunctions) {
  for (const char* const keyword : {"auto", "x", "-moz-initial"}) EXPECT_TRUE(is_keyword(keyword)) << keyword;
  for (const char* const other : {"", "0", "-1px", ".5", "#000", "var(--x)", "-webkit-calc(1px)"}) {
    EXPECT_FALSE(is_keyword(other)) << other;
  }
}

TEST(StyleComponents, FunctionsHaveTheirNameWithoutPrefix) {
  EXPECT_EQ(function_in("inset(0 round 3px)").name, "inset");
  EXPECT_EQ(function_in("inset(0 round 3px)").arguments, "0 round 3px");
  EXPECT_EQ(function_in("-webkit-calc(1px").arguments, "1px");
  EXPECT_EQ(function_in("-webkit-calc(1px").name, "calc");
  EXPECT_EQ(function_in("auto").name, "");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
