// What becomes of the strings that pointers lead to.
#include "filter/json_editor.h"

#include <gtest/gtest.h>

#include "inner_editing.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

const std::string kEscapedNotice = R"(<p data-caveat=\"pack/warn\">!</p>)";

std::vector<rules::InnerEdits> at(const std::vector<std::string>& pointers) {
  std::vector<rules::InnerEdits> edits;
  for (const std::string& pointer : pointers) edits.push_back(json_edits(pointer));
  return edits;
}

struct Case {
  std::string name;
  std::string pointer;
  std::string before;
  std::string after;
};

std::vector<Case> cases() {
  const std::string& n = kEscapedNotice;
  return {
      {"a member of a member", "/article/body", R"({ "article" : {"id":1.50, "body":"<p>a<\/p>"} })",
       R"({ "article" : {"id":1.50, "body":")" + n + R"(<p>a</p>"} })"},
      {"the rest stays as it is written", "/b", "{\"a\":\"\\u00e9\\/\" ,\r\n\t\"b\":\"\"}",
       "{\"a\":\"\\u00e9\\/\" ,\r\n\t\"b\":\"" + n + "\"}"},
      {"the name is written with escapes", "/body", R"({"b\u006fdy":"a"})",
       R"({"b\u006fdy":")" + n + R"(a"})"},
      {"names that hold slashes and tildes", "/a~1b/~0", R"({"a/b":{"~":"x"}})",
       R"({"a/b":{"~":")" + n + R"(x"}})"},
      {"an element by number", "/items/1", R"({"items":["a","b","c"]})",
       R"({"items":["a",")" + n + R"(b","c"]})"},
      {"every element of a list", "/*/html", R"([{"html":"a"},{"id":2,"html":"b"}])",
       R"([{"html":")" + n + R"(a"},{"id":2,"html":")" + n + R"(b"}])"},
      {"every member", "/*", R"({"a":"x","b":"y"})", R"({"a":")" + n + R"(x","b":")" + n + R"(y"})"},
      {"none of an empty list", "/items/*/html", R"({"items":[]})", R"({"items":[]})"},
      {"a member that is there twice", "/a", R"({"a":"x","a":"y"})",
       R"({"a":")" + n + R"(x","a":")" + n + R"(y"})"},
      {"the document itself", "", R"("x")", R"(")" + n + R"(x")"},
      {"members of that name elsewhere stay", "/a/b", R"({"b":"x","a":{"c":{"b":"y"},"b":"z"}})",
       R"({"b":"x","a":{"c":{"b":"y"},"b":")" + n + R"(z"}})"},
      {"a widget goes", "/a", R"({"a":"<i class=\"share\">x</i>y"})", R"({"a":")" + n + R"(y"})"},
  };
}

TEST(JsonEditor, edits_the_strings_that_a_pointer_leads_to) {
  for (const Case& one : cases()) {
    const InnerResult result = edit_json(one.before, at({one.pointer}));
    EXPECT_EQ(result.text, one.after) << one.name;
    EXPECT_FALSE(result.failure) << one.name;
  }
}

TEST(JsonEditor, gives_the_same_bytes_in_any_chunks_and_changes_nothing_the_second_time) {
  for (const Case& one : cases()) {
    for (const std::size_t chunk : {1UL, 2UL, 7UL}) {
      InnerSetting setting;
      setting.chunk = chunk;
      EXPECT_EQ(edit_json(one.before, at({one.pointer}), setting).text, one.after) << one.name;
      EXPECT_EQ(edit_json(one.after, at({one.pointer}), setting).text, one.after) << one.name;
    }
  }
}

TEST(JsonEditor, leaves_a_string_as_it_is_written_if_no_edit_changes_it) {
  const std::string json = R"({"a":"\u003cp\u003e\/\ud800"})";
  const auto edits = std::vector{json_edits("/a", inner_removals())};
  EXPECT_EQ(edit_json(json, edits).text, json);
}

TEST(JsonEditor, follows_several_pointers_at_once) {
  const auto edits = std::vector{json_edits("/a/*"), json_edits("/a/b", inner_removals()), json_edits("/c")};
  const InnerResult result = edit_json(R"({"a":{"b":"<i class=share>x</i>","d":"y"},"c":"z"})", edits);
  EXPECT_EQ(result.text, R"({"a":{"b":")" + kEscapedNotice + R"(","d":")" + kEscapedNotice + R"(y"},"c":")" +
                             kEscapedNotice + R"(z"})");
  ASSERT_EQ(result.reports.size(), 3U);
  EXPECT_EQ(result.reports[0].removed, std::vector<std::uint64_t>{1});
}

TEST(JsonEditor, notices_of_two_pointers_in_one_string_stay_as_they_stand) {
  html::ProgramBuilder builder;
  html::InsertEdit insert;
  insert.places.push_back({html::Position::start_of, *html::SelectorList::parse("body")});
  insert.mark = "pack/other";
  insert.html = "<p data-caveat=\"pack/other\">?</p>";
  builder.insert(std::move(insert));
  const auto edits = std::vector{json_edits("/a"), json_edits("/*", builder.build())};
  const std::string once = edit_json(R"({"a":"x"})", edits).text;
  EXPECT_EQ(once, R"({"a":"<p data-caveat=\"pack/other\">?</p>)" + kEscapedNotice + R"(x"})");
  EXPECT_EQ(edit_json(once, edits).text, once);
}

TEST(JsonEditor, a_notice_without_its_string_is_not_placed) {
  struct Missing {
    std::string pointer;
    std::string json;
  };
  const Missing kCases[] = {
      {"/a", "{}"},
      {"/a", "[]"},
      {"/a", R"({"A":"x"})"},
      {"/a", R"({"a":null})"},
      {"/a", R"({"a":["x"]})"},
      {"/a/b", R"({"a":"x"})"},
      {"/a/b", R"({"a":{"c":"x"}})"},
      {"/a/0", R"({"a":[]})"},
      {"/a/*/b", R"({"a":[{"b":"x"},{"c":"y"}]})"},
      {"/a/*/b", R"({"a":[{"b":"x"},{"b":null}]})"},
      {"/a/*/b", R"({"a":null})"},
      {"/*", R"("x")"},
      {"", R"({"a":"x"})"},
      {"/a", R"({"a":"x","a":null})"},
  };
  for (const Missing& one : kCases) {
    const InnerResult result = edit_json(one.json, at({one.pointer}));
    EXPECT_EQ(result.failure, FailureReason::notice_not_placed) << one.pointer << " " << one.json;

    InnerSetting serve;
    serve.on_failure = rules::OnFailure::serve;
    const InnerResult served = edit_json(one.json, at({one.pointer}), serve);
    EXPECT_FALSE(served.failure) << one.json;
    EXPECT_EQ(served.shortfall, FailureReason::notice_not_placed) << one.json;
    EXPECT_EQ(served.reports[0].inserts.at(0).kind, html::InsertOutcome::Kind::failed) << one.json;

    const auto removals = std::vector{json_edits(one.pointer, inner_removals())};
    EXPECT_EQ(edit_json(one.json, removals).text, one.json) << "what takes out may find nothing";
  }
}

TEST(JsonEditor, fails_where_a_document_cannot_be_followed) {
  EXPECT_EQ(edit_json("{\"a\":\"x\"", at({"/a"})).failure, FailureReason::json_malformed);
  EXPECT_EQ(edit_json("<p>", at({"/a"})).failure, FailureReason::json_malformed);
  EXPECT_EQ(edit_json(std::string(600, '['), {json_edits("/*", inner_removals())}).failure,
            FailureReason::nesting_too_deep);
  const std::string long_text(200'000, 'x');
  EXPECT_EQ(edit_json("{\"a\":\"" + long_text + "\"}", at({"/a"})).failure, FailureReason::part_too_large);
  const std::string elsewhere = "{\"b\":\"" + long_text + "\",\"a\":\"\"}";
  EXPECT_FALSE(edit_json(elsewhere, at({"/a"})).failure) << "only what is edited is held";
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
