#include "rules/toml_edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "rules/toml_format.h"
#include "rules/toml_values.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

using Kind = TomlEdit::Kind;

/// `value` as it is written in TOML.
TomlValue value_of(const std::string& written) {
  std::vector<Diagnostic> diagnostics;
  const auto table = parse_toml("value", "v = " + written, diagnostics);
  return table ? table->front().value : TomlValue{};
}

/// "rules.0.when" as a path.
TomlPath path_of(const std::string& dotted) {
  TomlPath path;
  std::stringstream parts(dotted);
  for (std::string part; std::getline(parts, part, '.');) {
    const bool number = part.find_first_not_of("0123456789") == std::string::npos;
    number ? path.emplace_back(static_cast<std::size_t>(std::stoul(part))) : path.emplace_back(part);
  }
  return path;
}

TomlEdit edit_of(Kind kind, const std::string& path, const std::string& value) {
  return {kind, path_of(path), kind == Kind::remove ? TomlValue{} : value_of(value)};
}

std::string edited(const std::string& text, const TomlEdit& edit) {
  const auto result = edit_toml(text, {&edit, 1});
  return result ? result->text : "error: " + result.error().message;
}

struct Case {
  const char* name;
  const char* before;
  Kind kind;
  const char* path;
  const char* value;
  const char* after;
};

const std::vector<Case> kCases = {
    {"a value keeps the comment beside it", "a =  1   # c\nb=2\n", Kind::set, "a", "3",
     "a =  3   # c\nb=2\n"},
    {"the same value changes nothing", "a =  'x'\n", Kind::set, "a", "\"x\"", "a =  'x'\n"},
    {"a value of another kind", "a = [1, # c\n 2]\n", Kind::set, "a", "1", "a = 1\n"},
    {"an item that comes to a list keeps the others' comments", "r = [\n  1, # one\n  2  # two\n]\n",
     Kind::set, "r", "[1, 2, 3]", "r = [\n  1, # one\n  2,  # two\n  3,\n]\n"},
    {"an item that goes from a list takes its line", "r = [\n  1, # one\n  2, # two\n]\n", Kind::set, "r",
     "[2]", "r = [\n  2, # two\n]\n"},
    {"an item at the beginning of a list", "r = [1, 2]\n", Kind::set, "r", "[0, 1, 2]", "r = [0, 1, 2]\n"},
    {"an item in the middle is replaced alone", "r = [1, # a\n  2, # b\n  3]\n", Kind::set, "r", "[1, 9, 3]",
     "r = [1, # a\n  9, # b\n  3]\n"},
    {"the last item of a list in one line", "r = [1, 2]\n", Kind::remove, "r.1", "", "r = [1]\n"},
    {"the last item behind a comment", "r = [1, # a\n  2]\n", Kind::remove, "r.1", "", "r = [1, # a\n  ]\n"},
    {"the only item", "r = [1,]\n", Kind::remove, "r.0", "", "r = []\n"},
    {"an item is appended", "r = [1]\n", Kind::append, "r", "2", "r = [1, 2]\n"},
    {"an item is appended to nothing", "r = []\n", Kind::append, "r", "2", "r = [2]\n"},
    {"an item is appended to a list that is not there", "[a]\nx = 1\n", Kind::append, "a.r", "2",
     "[a]\nx = 1\nr = [2]\n"},
    {"a key comes behind the last of its table", "[a]\nx = 1 # c\n\n# of b\n[b]\n", Kind::set, "a.y", "2",
     "[a]\nx = 1 # c\ny = 2\n\n# of b\n[b]\n"},
    {"a key in a table without one", "[a]\n# none\n[b]\n", Kind::set, "a.y", "2",
     "[a]\ny = 2\n# none\n[b]\n"},
    {"a key at the root", "a = 1\n[b]\n", Kind::set, "c", "2", "a = 1\nc = 2\n[b]\n"},
    {"a key at the end of a text without a line end", "[a]\nx = 1", Kind::set, "a.y", "2",
     "[a]\nx = 1\ny = 2\n"},
    {"a key with dots beside its like", "[[rules]]\nid = \"x\"\nwhen.a = 1\nz = 1\n", Kind::set,
     "rules.0.when.b", "2", "[[rules]]\nid = \"x\"\nwhen.a = 1\nwhen.b = 2\nz = 1\n"},
    {"the first key with dots", "[[rules]]\nid= \"x\"\n", Kind::set, "rules.0.when.b", "2",
     "[[rules]]\nid= \"x\"\nwhen.b = 2\n"},
    {"a key of an inline table", "t = { a = 1 } # c\n", Kind::set, "t.b", "2", "t = { a = 1, b = 2 } # c\n"},
    {"a key goes from an inline table", "t = { a = 1, b = 2, c = 3 }\n", Kind::remove, "t.b", "",
     "t = { a = 1, c = 3 }\n"},
    {"a pair goes with the comments beside and under it", "a = 1 # c\n      # d\nb = 2\n", Kind::remove, "a",
     "", "b = 2\n"},
    {"a table is set member by member", "[t]\na = 1 # one\nb = 2 # two\n", Kind::set, "t", "{ a = 1, c = 3 }",
     "[t]\na = 1 # one\nc = 3\n"},
    {"the second of the rules goes with what is said above it",
     "[[rules]]\nid = \"a\"\n\n# of b\n[[rules]]\nid = \"b\"\n[rules.x]\ny = 1\n\n[[rules]]\nid = \"c\"\n",
     Kind::remove, "rules.1", "", "[[rules]]\nid = \"a\"\n\n[[rules]]\nid = \"c\"\n"},
    {"the last of the rules", "[[rules]]\nid = \"a\"\n\n[[rules]]\nid = \"b\"\n", Kind::remove, "rules.1", "",
     "[[rules]]\nid = \"a\"\n"},
    {"a rule is appended behind the last", "[[rules]]\nid= \"a\"\n\n# tests\n[[tests]]\nname = \"t\"\n",
     Kind::append, "rules", "{ id = \"b\", when = { region = \"RU\" }, insert = { notice = \"n\" } }",
     "[[rules]]\nid= \"a\"\n\n[[rules]]\nid = \"b\"\nwhen.region = \"RU\"\ninsert = { notice = \"n\" }\n\n"
     "# tests\n[[tests]]\nname = \"t\"\n"},
    {"the first rule comes before the tests", "[pack]\nid = \"p\"\n\n[[tests]]\nname = \"t\"\n", Kind::append,
     "rules", "{ id = \"b\" }", "[pack]\nid = \"p\"\n\n[[rules]]\nid = \"b\"\n\n[[tests]]\nname = \"t\"\n"},
    {"a notice gets a heading", "[notices.a]\nkind = \"warning\"\n\n[[rules]]\nid = \"a\"\n", Kind::set,
     "notices.b", "{ kind = \"label\" }",
     "[notices.a]\nkind = \"warning\"\n\n[notices.b]\nkind = \"label\"\n\n[[rules]]\nid = \"a\"\n"},
    {"a text of several lines", "[n]\nx = 1\n", Kind::set, "n.t", "\"a\\n\\\"b\\\"\\n\"",
     "[n]\nx = 1\nt = \"\"\"\na\n\"b\"\n\"\"\"\n"},
    {"a key that needs quotes", "[a]\nx= 1\n", Kind::set, "a.b c", "2", "[a]\nx= 1\n\"b c\" = 2\n"},
    {"line ends of Windows stay", "[a]\r\nx = 1\r\n", Kind::set, "a.y", "2", "[a]\r\nx = 1\r\ny = 2\r\n"},
    {"a date", "[a]\nx = 2026-01-01\n", Kind::set, "a.x", "2026-02-03T10:00:00Z",
     "[a]\nx = 2026-02-03T10:00:00Z\n"},
};

TEST(TomlEdit, ChangesOneValueAndNothingElse) {
  for (const Case& c : kCases)
    EXPECT_EQ(edited(c.before, edit_of(c.kind, c.path, c.value)), c.after) << c.name;
}

TEST(TomlEdit, SaysWhyNotWhereThePathLeadsNowhere) {
  EXPECT_THAT(edited("a = 1\n", edit_of(Kind::remove, "b", "")), testing::StartsWith("error: "));
  EXPECT_THAT(edited("a = 1\n", edit_of(Kind::set, "a.b", "2")), testing::StartsWith("error: "));
  EXPECT_THAT(edited("a = [1]\n", edit_of(Kind::set, "a.5", "2")), testing::StartsWith("error: "));
  EXPECT_THAT(edited("a = \n", edit_of(Kind::set, "a", "2")), testing::StartsWith("error: "));
}

TEST(TomlEdit, KeepsTheLayoutOfATextThatWasInIt) {
  EXPECT_EQ(edited("[a]\nx = 1    # c\n", edit_of(Kind::set, "a.long_name", "2")),
            "[a]\nx         = 1    # c\nlong_name = 2\n");
}

TEST(TomlEdit, TellsTheLineThatChanged) {
  const TomlEdit edit = edit_of(Kind::set, "a.y", "2");
  EXPECT_EQ(edit_toml("# c\n[a]\nx = 1\n", {&edit, 1})->line, 4);
}

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Every place in a document, tables and lists included.
void collect_paths(const TomlValue& value, const TomlPath& path, std::vector<TomlPath>& out) {
  if (!path.empty()) out.push_back(path);
  if (const auto* table = value.table()) {
    for (const TomlEntry& entry : *table) {
      TomlPath inner = path;
      inner.emplace_back(entry.key);
      collect_paths(entry.value, inner, out);
    }
  } else if (const auto* list = value.array()) {
    for (std::size_t i = 0; i < list->size(); ++i) {
      TomlPath inner = path;
      inner.emplace_back(i);
      collect_paths((*list)[i], inner, out);
    }
  }
}

/// Lines of `text` that have a comment, as they are.
std::vector<std::string> comment_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::stringstream source(text);
  for (std::string line; std::getline(source, line);) {
    if (line.starts_with("#")) lines.push_back(line);
  }
  return lines;
}

TEST(TomlEdit, ChangesEveryPlaceOfARealPack) {
  const std::string text = contents(CAVEAT_SOURCE_DIR "/examples/rules/ru-undesirable.toml");
  std::vector<Diagnostic> diagnostics;
  const auto document = parse_toml("p", text, diagnostics);
  ASSERT_TRUE(document);
  std::vector<TomlPath> paths;
  collect_paths({*document, {}}, {}, paths);
  ASSERT_GT(paths.size(), 100U);
  for (const TomlPath& path : paths) {
    // edit_toml itself compares the outcome with what was asked for.
    const TomlEdit set{Kind::set, path, value_of("\"ANOTHER\"")};
    const TomlEdit remove{Kind::remove, path, {}};
    const auto removed = edit_toml(text, {&remove, 1});
    EXPECT_TRUE(removed) << testing::PrintToString(path.size());
    const auto with_set = edit_toml(text, {&set, 1});
    if (!with_set) continue;  // tables under headings
    EXPECT_EQ(comment_lines(with_set->text), comment_lines(text));
    EXPECT_EQ(format_toml({"p", with_set->text}, diagnostics), with_set->text);
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
