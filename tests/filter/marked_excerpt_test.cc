#include "filter/marked_excerpt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

std::string marked(const MarkedExcerpt& excerpt) {
  return excerpt.text.substr(excerpt.mark, excerpt.length);
}

TEST(MarkedExcerpt, IsOfTheNeighbourhood) {
  std::string bytes(1000, 'a');
  bytes.append("<b>").append(1000, 'z');
  const ReadablePage page{bytes, "UTF-8"};
  const MarkedExcerpt excerpt = marked_excerpt(page, 1000, 3);
  EXPECT_EQ(marked(excerpt), "<b>");
  EXPECT_EQ(excerpt.text, bytes.substr(840, 323));
}

TEST(MarkedExcerpt, ALongPlaceIsCut) {
  const ReadablePage page{std::string(5000, 'a'), "UTF-8"};
  EXPECT_EQ(marked_excerpt(page, 0, 5000).length, 400U);
}

TEST(MarkedExcerpt, CutsNoCharacterOfUtf8) {
  std::string text = "x";
  for (int i = 0; i < 1000; ++i) text += "я";
  for (const std::size_t at : {std::size_t{401}, std::size_t{403}}) {
    const MarkedExcerpt excerpt = marked_excerpt({text, "UTF-8"}, at, 900);
    EXPECT_THAT(excerpt.text, testing::Not(testing::HasSubstr("\xEF\xBF\xBD")));
  }
}

TEST(MarkedExcerpt, IsUtf8WhateverThePageIsIn) {
  const MarkedExcerpt excerpt = marked_excerpt({"<p>\xcf\xf0\xe8</p>", "windows-1251"}, 3, 3);
  EXPECT_EQ(marked(excerpt), "При");
}

TEST(MarkedExcerpt, APlaceBehindThePageIsItsEnd) {
  const MarkedExcerpt excerpt = marked_excerpt({"abc", "UTF-8"}, 100, 100);
  EXPECT_EQ(excerpt.text, "abc");
  EXPECT_EQ(excerpt.mark, 3U);
  EXPECT_EQ(excerpt.length, 0U);
}

TEST(ReadableMarkup, IsWhatAReaderSees) {
  EXPECT_EQ(readable_markup("<div><p><strong>Warning</strong></p><p>Do not &amp; never.</p></div>", "UTF-8"),
            "Warning Do not & never.");
}

TEST(ReadableMarkup, IsTheMarkupWhereNothingIsSeen) {
  EXPECT_EQ(readable_markup("<a class=share>", "UTF-8"), "<a class=share>");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
