#include "filter/field_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

struct ListCase {
  std::string value;
  std::vector<std::string_view> members;
};

const ListCase kLists[] = {
    {"", {}},
    {"a", {"a"}},
    {" a ,\tb", {"a", "b"}},
    {"a,,b,", {"a", "b"}},
    {"no-cache=\"x, y\", b", {"no-cache=\"x, y\"", "b"}},
    {"\"a\\\", b\", c", {"\"a\\\", b\"", "c"}},
    {"\"never closed, b", {"\"never closed, b"}},
};

TEST(ListMembers, are_split_at_commas_outside_quotes) {
  for (const ListCase& one : kLists) {
    EXPECT_THAT(list_members(one.value), testing::ElementsAreArray(one.members)) << one.value;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
