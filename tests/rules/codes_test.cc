#include "rules/codes.h"

#include <gtest/gtest.h>

namespace caveat::rules {
namespace {

TEST(Codes, AreUniqueAndInOrder) {
  const auto table = code_table();
  for (std::size_t i = 1; i < table.size(); ++i) EXPECT_LT(table[i - 1].code, table[i].code);
}

TEST(Codes, AreExplained) {
  for (const CodeEntry& entry : code_table()) {
    EXPECT_FALSE(entry.title.empty()) << code_name(entry.code);
    EXPECT_GT(entry.explanation.size(), entry.title.size()) << code_name(entry.code);
  }
}

TEST(Codes, AreFoundByNameInAnyCase) {
  ASSERT_NE(find_code("cv020"), nullptr);
  EXPECT_EQ(find_code("cv020")->code, Code::unknown_region_code);
}

TEST(Codes, ThatDoNotExistAreNotFound) {
  for (const std::string_view name : {"", "CV", "CV999", "CV0201", "XX020"})
    EXPECT_EQ(find_code(name), nullptr) << name;
}

}  // namespace
}  // namespace caveat::rules
