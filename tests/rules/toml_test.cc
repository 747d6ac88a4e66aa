#include "rules/toml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

std::string codes_of(std::string_view text) {
  std::vector<Diagnostic> diagnostics;
  const auto table = parse_toml("f", text, diagnostics);
  EXPECT_EQ(table.has_value(), diagnostics.empty());
  return diagnostics.empty() ? "" : diagnostics.front().code;
}

TomlTable parsed(std::string_view text) {
  std::vector<Diagnostic> diagnostics;
  auto table = parse_toml("f", text, diagnostics);
  EXPECT_TRUE(table.has_value()) << text;
  return table.value_or(TomlTable{});
}

std::string repeated(std::string_view part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out;
}

TEST(Toml, SurvivesHostileTexts) {
  EXPECT_EQ(codes_of(repeated("a.", 100'000) + "a = 1\n"), "CV003") << "200 KB of dotted keys";
  EXPECT_EQ(codes_of("[" + repeated("a.", 100'000) + "a]\n"), "CV003") << "a table's name";
  EXPECT_EQ(codes_of("x = { " + repeated("a . ", 100'000) + "a = 1 }\n"), "CV003")
      << "in braces, with spaces";
  EXPECT_EQ(codes_of("x = " + repeated("[", 100'000)), "CV003") << "nested lists";
  EXPECT_EQ(codes_of("x = " + repeated("{a=", 100'000)), "CV003") << "nested tables";
  EXPECT_EQ(codes_of(std::string("x = 1\0y = 2", 11)), "CV002") << "NUL";
  EXPECT_EQ(codes_of("x = \"\xC0\xAF\""), "CV002") << "overlong UTF-8";
  EXPECT_EQ(codes_of("x = \"" + std::string(2 * 1024 * 1024, 'x') + "\""), "CV003") << "2 MiB";
  EXPECT_EQ(codes_of("x = \"\\"), "CV001") << "an escape at the end";
  EXPECT_EQ(codes_of("x = \"\"\""), "CV001") << "a string that never ends";
}

TEST(Toml, CountsNoDotsAndBracketsInsideStringsAndComments) {
  EXPECT_EQ(codes_of("x = \"" + repeated("a.[{", 100) + "\" # " + repeated("a.[{", 100) + "\n"), "");
  EXPECT_EQ(codes_of("x = '''\n" + repeated("a.[{\n", 100) + "'''\ny = \"\\\"" + repeated("[", 50) + "\"\n"),
            "");
}

TEST(Toml, TakesABomAndCrlf) {
  const TomlTable table = parsed("\xEF\xBB\xBF[pack]\r\nid = \"x\"\r\n");
  const TomlValue* id = find(*find(table, "pack")->table(), "id");
  EXPECT_EQ(*id->string(), "x");
  EXPECT_EQ(id->place.line, 2);
  EXPECT_EQ(id->place.column, 6);
  EXPECT_EQ(table[0].key_place.column, 2);
}

TEST(Toml, CountsColumnsInCodePoints) {
  const TomlTable table = parsed("\"жж\" = \"ёлка\"\n");
  EXPECT_EQ(table[0].value.place.column, 8);
  EXPECT_EQ(table[0].value.place.length, 6);
}

TEST(Toml, KeepsTheOrderOfTheFile) {
  std::vector<std::string> keys;
  for (const TomlEntry& entry : parsed("z = 1\na = 2\nm = 3\n")) keys.push_back(entry.key);
  EXPECT_THAT(keys, testing::ElementsAre("z", "a", "m"));
}

TEST(Toml, ReadsDatesTimesAndOffsets) {
  const TomlTable table = parsed("d = 2024-02-20\nt = 2024-02-20T12:30:00+01:00\n");
  EXPECT_FALSE(table[0].value.date_time()->time_of_day.has_value());
  EXPECT_EQ(table[1].value.date_time()->time_of_day, std::chrono::minutes(750));
  EXPECT_EQ(table[1].value.date_time()->offset, std::chrono::minutes(60));
}

TEST(Toml, NamesKindsForMessages) {
  for (const TomlEntry& entry : parsed("text = 'a'\nlist = []\ntable = {}\nnumber = 1\n")) {
    EXPECT_THAT(std::string(entry.value.kind_name()), testing::EndsWith(entry.key));
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
