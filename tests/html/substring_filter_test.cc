#include "html/substring_filter.h"

#include <gtest/gtest.h>

#include <set>

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

std::set<std::uint32_t> contained(const SubstringFilter& filter, std::string_view text) {
  std::set<std::uint32_t> found;
  filter.any_contained(text, [&](std::uint32_t number) {
    found.insert(number);
    return false;
  });
  return found;
}

const std::vector<std::string> kStrings = {
    "abcd", "share", "facebook.com/sharer", "http://", "//x.com/i", "twitter.com/in", ".com", "WhatsApp"};

SubstringFilter filter_of(const std::vector<std::string>& strings) {
  SubstringFilter filter;
  for (std::uint32_t i = 0; i < strings.size(); ++i) filter.add(strings[i], i);
  return filter;
}

TEST(SubstringFilter, MissesNoStringWhereverItStands) {
  const SubstringFilter filter = filter_of(kStrings);
  for (std::uint32_t i = 0; i < kStrings.size(); ++i) {
    for (std::size_t before = 0; before < 9; ++before) {
      for (std::size_t after = 0; after < 9; ++after) {
        const std::string text = std::string(before, '-') + kStrings[i] + std::string(after, '-');
        EXPECT_TRUE(contained(filter, text).contains(i)) << text;
      }
    }
  }
}

TEST(SubstringFilter, IgnoresAsciiCase) {
  EXPECT_TRUE(contained(filter_of({"facebook.com/sharer"}), "https://FaceBook.COM/Sharer").contains(0));
}

TEST(SubstringFilter, NamesNothingThatTheTextHasOnlyAPartOf) {
  const SubstringFilter filter = filter_of({"facebook.com/sharer", "share"});
  EXPECT_TRUE(contained(filter, "https://www.facebook.com/shar").empty());
  EXPECT_EQ(contained(filter, "https://facebook.com/share"), std::set<std::uint32_t>{1});
}

TEST(SubstringFilter, NamesNothingInATextShorterThanItsWindow) {
  EXPECT_TRUE(contained(filter_of({"share"}), "sha").empty());
}

TEST(SubstringFilter, FindsStringsThatAreShorterThanItsWindow) {
  const SubstringFilter filter = filter_of({"st_", "/?", "x", "share"});
  EXPECT_EQ(contained(filter, "my-ST_box"), (std::set<std::uint32_t>{0, 2}));
  EXPECT_EQ(contained(filter, "/?"), std::set<std::uint32_t>{1});
  EXPECT_TRUE(contained(filter, "st").empty());
}

TEST(SubstringFilter, IsEmptyUntilAStringIsAdded) {
  EXPECT_TRUE(SubstringFilter().empty());
  EXPECT_FALSE(filter_of({"share"}).empty());
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
