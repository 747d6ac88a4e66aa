#include "html/word_filter.h"

#include <gtest/gtest.h>

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

/// With room to read eight bytes before and behind it.
bool may_have(const WordFilter& filter, const std::string& word) {
  const std::string padded = "--------" + word + "--------";
  return filter.may_have(padded.data() + 8, word.size());
}

std::string numbered_word(int number) {
  return "word-number-" + std::to_string(number);
}

TEST(WordFilter, HasEveryWordThatWasAddedInAnyCase) {
  WordFilter filter;
  for (const char* const word : {"a", "ad", "share", "eight-by", "social-share-buttons"}) filter.add(word);
  for (const char* const word : {"a", "A", "ad", "SHARE", "eight-BY", "Social-Share-Buttons"}) {
    EXPECT_TRUE(may_have(filter, word)) << word;
  }
}

TEST(WordFilter, LetsFewOthersThrough) {
  WordFilter filter;
  for (int number = 0; number < 1000; ++number) filter.add(numbered_word(number));
  int through = 0;
  for (int number = 1000; number < 11'000; ++number)
    through += may_have(filter, numbered_word(number)) ? 1 : 0;
  EXPECT_LT(through, 600);
}

TEST(WordFilter, TellsWordsApartThatHaveOneBeginningAndOneEnd) {
  WordFilter filter;
  filter.add("social-share-buttons");
  EXPECT_FALSE(may_have(filter, "social-share--buttons"));
}

TEST(WordFilter, HasEverythingOnceAWordCouldBeParted) {
  WordFilter filter;
  filter.add("two words");
  for (int number = 0; number < 1000; ++number) filter.add(numbered_word(number));
  EXPECT_TRUE(may_have(filter, "two"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
