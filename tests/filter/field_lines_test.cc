#include "filter/field_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

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

TEST(FieldLines, tells_names_apart_that_share_size_and_some_letters) {
  const FieldLines fields{{"X-A-Name", "1"}, {"X-B-Namf", "2"}, {"XcA-damE", "3"}};
  EXPECT_EQ(fields.first("x-a-namE"), "1");
  EXPECT_EQ(fields.first("x-b-namf"), "2");
  EXPECT_EQ(fields.first("X-c-Name"), std::nullopt);
}

std::string written(const FieldLines& fields) {
  std::string message;
  fields.append_to(message);
  return message;
}

/// The lines of a section, as whoever reads its syntax finds them.
FieldLines held(std::string_view section, const std::vector<FieldLine>& lines) {
  FieldLines fields;
  fields.hold(section);
  for (const FieldLine& line : lines) {
    const std::size_t name = section.find(line.name);
    const std::size_t value = section.find(line.value, name + line.name.size());
    fields.append_held(section, section.substr(name, line.name.size()),
                       section.substr(value, line.value.size()));
  }
  return fields;
}

TEST(FieldLines, are_written_as_a_message_has_them) {
  EXPECT_EQ(written({{"A", "1"}, {"B", ""}}), "A: 1\r\nB: \r\n");
}

TEST(FieldLines, are_written_without_what_was_removed) {
  FieldLines fields{{"A", "1"}, {"B", "2"}, {"C", "3"}};
  fields.remove("B");
  EXPECT_EQ(written(fields), "A: 1\r\nC: 3\r\n");
}

TEST(FieldLines, are_written_with_a_new_value_in_the_old_place) {
  FieldLines fields{{"A", "1"}, {"B", "2"}, {"C", "3"}};
  fields.set("b", "9");
  EXPECT_EQ(written(fields), "A: 1\r\nB: 9\r\nC: 3\r\n");
}

TEST(FieldLines, of_a_section_are_written_as_they_came) {
  const std::string_view section = "Host: a.example\r\nAge: 1\r\n\r\n";
  EXPECT_EQ(written(held(section, {{"Host", "a.example"}, {"Age", "1"}})), "Host: a.example\r\nAge: 1\r\n");
}

TEST(FieldLines, of_a_section_leave_out_what_was_not_named) {
  const std::string_view section = "Host: a.example\r\nAge: 1\r\nVia: b\r\n\r\n";
  EXPECT_EQ(written(held(section, {{"Host", "a.example"}, {"Via", "b"}})), "Host: a.example\r\nVia: b\r\n");
}

TEST(FieldLines, of_a_section_change_as_others_do) {
  FieldLines fields = held("Host: a.example\r\nAge: 1\r\n\r\n", {{"Host", "a.example"}, {"Age", "1"}});
  fields.set("host", "b.example");
  fields.append("Via", "c");
  EXPECT_EQ(written(fields), "Host: b.example\r\nAge: 1\r\nVia: c\r\n");
}

TEST(FieldLines, remove_every_line_of_several_names) {
  FieldLines fields{{"TE", "1"}, {"A", "2"}, {"te", "3"}, {"Trailer", "4"}};
  const std::vector<FieldName> names = {"te", "trailer", "upgrade"};
  fields.remove(names);
  EXPECT_EQ(written(fields), "A: 2\r\n");
}

TEST(FieldLines, count_the_lines_of_a_name) {
  const FieldLines fields{{"Vary", "Cookie"}, {"Age", "1"}, {"vary", "Accept"}};
  EXPECT_EQ(fields.count("VARY"), 2U);
}

TEST(FieldLines, take_lines_again_after_a_move) {
  FieldLines fields{{"Vary", "Cookie"}};
  const FieldLines moved = std::move(fields);
  fields = FieldLines();
  fields.append("Age", "1");
  EXPECT_EQ(written(fields) + written(moved), "Age: 1\r\nVary: Cookie\r\n");
}

struct Spacing {
  std::string_view section;
  std::string_view value;
};

class FieldLinesSpacing : public testing::TestWithParam<Spacing> {};

TEST_P(FieldLinesSpacing, is_made_that_which_all_write) {
  const FieldLines fields = held(GetParam().section, {{"Name", GetParam().value}});
  EXPECT_EQ(written(fields), "Name: " + std::string(GetParam().value) + "\r\n");
}

INSTANTIATE_TEST_SUITE_P(Cases, FieldLinesSpacing,
                         testing::Values(Spacing{"Name:a\r\n\r\n", "a"}, Spacing{"Name:  a\r\n\r\n", "a"},
                                         Spacing{"Name:\ta\r\n\r\n", "a"}, Spacing{"Name: a \r\n\r\n", "a"},
                                         Spacing{"Name:\r\n\r\n", ""}, Spacing{"Name: \r\n\r\n", ""}));

TEST(FieldLines, of_a_section_outlive_what_they_were_read_from) {
  FieldLines fields;
  {
    const std::string section = "Content-Type: text/html; charset=utf-8\r\nServer:x\r\n\r\n";
    const std::string_view view = section;
    fields = held(view, {{"Content-Type", "text/html; charset=utf-8"}, {"Server", "x"}});
  }
  fields.append("Via", "1.1 caveat");
  EXPECT_EQ(fields.combined("content-type") + fields.combined("server"), "text/html; charset=utf-8x");
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

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
