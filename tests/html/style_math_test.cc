#include "html/style_math.h"

#include <gtest/gtest.h>

#include <string>

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

constexpr StyleMeasures kMeasures = {.hundred_percent = 200, .viewport = 1000};

struct Measured {
  const char* component;
  double value;
};

constexpr Measured kMeasured[] = {
    {"0", 0},
    {"-12.5px", -12.5},
    {"+.5", .5},
    {"1e3px", 1000},
    {"2em", 32},
    {"50%", 100},
    {"10vw", 100},
    {"1svh", 10},
    {"3cqi", 30},
    {"2lh", 40},
    {".5turn", 180},
    {"calc(1px)", 1},
    {"calc(1px - 1px)", 0},
    {"calc(2px + 3px * 4 - 10px / 5)", 12},
    {"calc((1px + 2px) * -3)", -9},
    {"calc(100% - 50px", 150},
    {"-webkit-calc(1px + 1px)", 2},
    {"min(3px, 1px, 2px)", 1},
    {"max(10%, 1px)", 20},
    {"clamp(1px, 9px, 4px)", 4},
    {"abs(-3px)", 3},
    {"calc(1px + min(2px, (3px)))", 3},
    {"calc(0 / 0)", 0},
    {"max(1, 0 / 0)", 0},
    {"max(0 / 0, 1)", 0},
    {"clamp(1, 0 / 0, 2)", 0},
};

constexpr const char* kUntold[] = {
    "",           "auto",        "px",         "3parsecs", "var(--x)",      "calc(1px + var(--x, 2px))",
    "calc()",     "calc(1px +)", "sin(1)",     "--f(1px)", "1e999px",       "url(x)",
    "1px 2px",    "calc(1px) 2", "clamp(1,2)", "--f(0/0)", "clamp(0/0, 1)", "-",
    "calc(1px))", "calc(none)",
};

TEST(StyleMath, SaysWhatANumberComesTo) {
  for (const Measured& each : kMeasured) {
    const auto value = measured(each.component, kMeasures);
    ASSERT_TRUE(value) << each.component;
    EXPECT_NEAR(*value, each.value, 1e-9) << each.component;
  }
}

TEST(StyleMath, SaysWhenItCannotBeTold) {
  for (const char* component : kUntold) EXPECT_FALSE(measured(component, kMeasures)) << component;
}

TEST(StyleMath, StopsWhereBracketsAreWithoutEnd) {
  EXPECT_FALSE(measured("calc" + std::string(100'000, '('), kMeasures));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
