#include "rules/nearest_name.h"

#include <gtest/gtest.h>

#include "rules/calendar.h"
#include "rules/language_tag.h"
#include "rules/string_places.h"
#include "rules/utf8.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

TEST(NearestName, IsTheOneMeant) {
  constexpr std::string_view kNames[] = {"region", "site", "path", "language"};
  EXPECT_EQ(nearest_name("regoin", kNames), "region");
  EXPECT_EQ(nearest_name("Sites", kNames), "site");
  EXPECT_EQ(nearest_name("pth", kNames), "path");
}

TEST(NearestName, IsTheOnlyOneThatBeginsSo) {
  constexpr std::string_view kNames[] = {"russia-undesirable-organization", "russia-foreign-agent-labelling"};
  EXPECT_EQ(nearest_name("Russia-undesirable", kNames), "russia-undesirable-organization");
  EXPECT_EQ(nearest_name("russia", kNames), std::nullopt);
  EXPECT_EQ(nearest_name("russia-undesirable-organization-of-mine", kNames), std::nullopt);
}

TEST(NearestName, IsNoneForSomethingElse) {
  constexpr std::string_view kNames[] = {"region", "site"};
  EXPECT_EQ(nearest_name("colour", kNames), std::nullopt);
  EXPECT_EQ(nearest_name(std::string(100'000, 'x'), kNames), std::nullopt);
}

TEST(NearestName, PrefersSwappedNeighbours) {
  constexpr std::string_view kCodes[] = {"UA-14", "UA-30", "UA-43"};
  EXPECT_EQ(nearest_name("UA-34", kCodes), "UA-43");
}

TEST(LanguageTag, HasTheFormOfRfc5646) {
  for (const std::string_view tag : {"ru", "pt-BR", "zh-Hant-TW", "es-419"}) {
    EXPECT_TRUE(is_language_tag(tag)) << tag;
  }
  for (const std::string_view tag : {"", "r", "ru-", "-ru", "ru_RU", "русский", "ru--RU", "ru-123456789"}) {
    EXPECT_FALSE(is_language_tag(tag)) << tag;
  }
}

TEST(LanguageTag, TellsTheDirection) {
  for (const std::string_view tag : {"fa", "ar-EG", "he", "ur"}) EXPECT_TRUE(is_right_to_left(tag)) << tag;
  for (const std::string_view tag : {"en", "ru", "zh"}) EXPECT_FALSE(is_right_to_left(tag)) << tag;
}

TEST(Calendar, KnowsSummerTime) {
  const TomlDateTime summer{std::chrono::year(2024) / 7 / 1, {}, {}};
  EXPECT_EQ(iso_time(*instant_of(summer, "Europe/Prague")), "2024-06-30T22:00:00Z");
  EXPECT_EQ(iso_time(*instant_of(summer, "UTC")), "2024-07-01T00:00:00Z");
}

TEST(Calendar, RefusesWhatIsNoInstant) {
  EXPECT_FALSE(instant_of({{}, std::chrono::seconds(1), {}}, "UTC").has_value());
  EXPECT_FALSE(instant_of({std::chrono::year(2024) / 1 / 1, {}, {}}, "Nowhere").has_value());
  EXPECT_FALSE(is_time_zone("Prague"));
}

struct StringPlaceCase {
  std::string_view text;
  std::size_t offset;
  int line;
  int column;
};

TEST(StringPlaces, PointIntoEveryKindOfString) {
  constexpr StringPlaceCase kCases[] = {
      {R"("abcd")", 2, 1, 4},
      {R"('abcd')", 2, 1, 4},
      {R"("ж\u0436X")", 4, 1, 9},
      {R"("a\nX")", 2, 1, 5},
      {"\"\"\"\nab\nX\"\"\"", 3, 3, 1},
      {"'''ab\nX'''", 3, 2, 1},
      {"\"\"\"a\\\n   X\"\"\"", 1, 2, 4},
      {"\"\"\"\r\na\r\nX\"\"\"", 2, 3, 1},
  };
  for (const StringPlaceCase& one : kCases) {
    const SourcePlace place = place_in_string(one.text, 0, {"f", 1, 1, 1}, one.offset, 1);
    EXPECT_EQ(place.line, one.line) << one.text;
    EXPECT_EQ(place.column, one.column) << one.text;
  }
}

TEST(Utf8, FindsTheFirstBadByte) {
  EXPECT_EQ(first_bad_utf8("abc ж \xF0\x9F\x98\x80"), std::nullopt);
  EXPECT_EQ(first_bad_utf8("ab\xED\xA0\x80"), 2U);
  EXPECT_EQ(first_bad_utf8("a\xC3"), 1U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
