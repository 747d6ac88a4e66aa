#include "html/keyed_table.h"

#include <gtest/gtest.h>

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

TEST(KeyedTable, FindsWhatWasPutInAndNothingElse) {
  KeyedTable<int> table;
  for (std::uint64_t key = 1; key <= 1000; ++key) table[key * 7] = static_cast<int>(key);
  for (std::uint64_t key = 1; key <= 7000; ++key) {
    const int* found = table.find(key);
    ASSERT_EQ(found != nullptr, key % 7 == 0) << key;
    if (found != nullptr) {
      ASSERT_EQ(*found, static_cast<int>(key / 7));
    }
  }
}

TEST(KeyedTable, GivesTheSameValueForAKeyEachTime) {
  KeyedTable<std::vector<int>> table;
  table[5].push_back(1);
  table[5].push_back(2);
  EXPECT_EQ(*table.find(5), (std::vector<int>{1, 2}));
}

TEST(KeyedTable, FindsNothingWhileItIsEmpty) {
  EXPECT_EQ(KeyedTable<int>().find(1), nullptr);
}

TEST(KeyedTable, HasNoValueForKeyZero) {
  KeyedTable<int> table;
  table[1] = 1;
  EXPECT_EQ(table.find(0), nullptr);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
