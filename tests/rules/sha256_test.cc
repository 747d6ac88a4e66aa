#include "rules/sha256.h"

#include <gtest/gtest.h>

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

/// Of "abc", as FIPS 180-4's examples have it.
constexpr std::string_view kOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr std::string_view kOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

TEST(RunningSha256, IsOverAllPiecesAsIfTheyWereOne) {
  RunningSha256 sum;
  sum.add("a");
  sum.add("");
  sum.add("bc");
  EXPECT_EQ(sum.hexadecimal(), kOfAbc);
}

TEST(RunningSha256, CanBeReadInBetween) {
  RunningSha256 sum;
  EXPECT_EQ(sum.hexadecimal(), kOfNothing);
  sum.add("ab");
  EXPECT_NE(sum.hexadecimal(), kOfAbc);
  sum.add("c");
  EXPECT_EQ(sum.hexadecimal(), kOfAbc);
  EXPECT_EQ(sum.hexadecimal(), kOfAbc);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
