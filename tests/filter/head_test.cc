#include "filter/head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::filter {
namespace {

TEST(FieldLines, finds_a_name_in_any_case) {
  const FieldLines fields{{"Content-Type", "text/html"}};
  EXPECT_EQ(fields.first("content-TYPE"), "text/html");
}

TEST(FieldLines, has_no_value_for_a_name_that_is_not_there) {
  const FieldLines fields{{"Content-Type", "text/html"}};
  EXPECT_EQ(fields.first("Content"), std::nullopt);
}

TEST(FieldLines, joins_all_lines_of_a_name_in_order) {
  const FieldLines fields{{"Vary", "Cookie"}, {"Age", "1"}, {"vary", "Accept"}};
  EXPECT_EQ(fields.combined("Vary"), "Cookie, Accept");
}

TEST(FieldLines, replaces_every_line_of_a_name_where_the_first_stood) {
  FieldLines fields{{"A", "1"}, {"B", "2"}, {"a", "3"}, {"C", "4"}};
  fields.set("A", "9");
  std::vector<std::string> lines;
  for (const FieldLine& line : fields)
    lines.push_back(std::string(line.name) + "=" + std::string(line.value));
  EXPECT_THAT(lines, testing::ElementsAre("A=9", "B=2", "C=4"));
}

TEST(FieldLines, takes_what_it_holds_itself) {
  FieldLines fields{{"A", "a value that is long enough to be somewhere"}};
  for (int i = 0; i < 100; ++i) {
    fields.set("B", *fields.first("A"));
    fields.append("C", *fields.first("B"));
  }
  EXPECT_EQ(fields.first("C"), "a value that is long enough to be somewhere");
  EXPECT_EQ(fields.size(), 102U);
}

TEST(FieldLines, removes_every_line_of_a_name) {
  FieldLines fields{{"ETag", "1"}, {"B", "2"}, {"etag", "3"}};
  fields.remove("Etag");
  EXPECT_EQ(fields.size(), 1U);
}

struct TokenCase {
  std::string value;
  std::string token;
  bool found;
};

class HasToken : public testing::TestWithParam<TokenCase> {};

TEST_P(HasToken, looks_at_whole_members_of_the_list) {
  const FieldLines fields{{"Vary", "Cookie"}, {"Vary", GetParam().value}};
  EXPECT_EQ(fields.has_token("vary", GetParam().token), GetParam().found) << GetParam().value;
}

INSTANTIATE_TEST_SUITE_P(Lists, HasToken,
                         testing::Values(TokenCase{"Accept-Encoding", "accept-encoding", true},
                                         TokenCase{"a , Accept-Encoding\t,b", "Accept-Encoding", true},
                                         TokenCase{"Accept-Encodings", "Accept-Encoding", false},
                                         TokenCase{"\"x, Accept\"", "Accept", false},
                                         TokenCase{",,", "", false}, TokenCase{"a", "cookie", true}));

}  // namespace
}  // namespace caveat::filter
