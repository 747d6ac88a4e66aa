#include "html/caseless_search.h"

#include <gtest/gtest.h>

#include <string>

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

TEST(CaselessSearch, FindsAStringWhereverItStands) {
  for (const std::string part : {"s", "st", "Share", "share-button-of-some-length"}) {
    for (std::size_t before = 0; before < 40; ++before) {
      for (std::size_t after = 0; after < 20; ++after) {
        const std::string text = std::string(before, 'x') + part + std::string(after, 'x');
        EXPECT_TRUE(contains_ignoring_ascii_case(text, part)) << text;
      }
    }
  }
}

TEST(CaselessSearch, IgnoresTheCaseOfAsciiLettersOnly) {
  EXPECT_TRUE(contains_ignoring_ascii_case("a long class of SHARE-Buttons and others", "share-buttons"));
  EXPECT_FALSE(contains_ignoring_ascii_case("a long class of share\rbuttons and others", "share-buttons"));
  EXPECT_FALSE(contains_ignoring_ascii_case("[", "{"));
}

TEST(CaselessSearch, DoesNotFindWhatIsNotWhole) {
  EXPECT_FALSE(contains_ignoring_ascii_case("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxshar", "share"));
  EXPECT_FALSE(contains_ignoring_ascii_case("hare-sharp-shard", "share"));
  EXPECT_FALSE(contains_ignoring_ascii_case("", "s"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
