#include "rules/toml_format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "rules/toml_syntax.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;

struct LayoutCase {
  std::string name;
  std::string before;
  std::string after;
};

/// "blanks   ." -> "blanks   ": editors would take them from the end of a line.
std::string without_dot(std::string line) {
  if (line.ends_with("   .")) line.pop_back();
  return line;
}

std::vector<LayoutCase> layout_cases() {
  std::vector<LayoutCase> out;
  std::ifstream file(CAVEAT_SOURCE_DIR "/tests/rules/layouts.txt");
  bool after = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("=== ")) {
      out.push_back({line.substr(4), "", ""});
      after = false;
    } else if (line == "--- same") {
      out.back().after = out.back().before;
    } else if (line == "---") {
      after = true;
    } else if (!out.empty()) {
      (after ? out.back().after : out.back().before) += without_dot(line) + "\n";
    }
  }
  return out;
}

std::string formatted(const std::string& text) {
  std::vector<Diagnostic> diagnostics;
  const auto out = format_toml({"pack.toml", text}, diagnostics);
  return out ? *out : render(diagnostics, DiagnosticFormat::text);
}

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(TomlFormat, LaysFilesOut) {
  ASSERT_GT(layout_cases().size(), 25U);
  for (const LayoutCase& one : layout_cases()) EXPECT_EQ(formatted(one.before), one.after) << one.name;
}

TEST(TomlFormat, ChangesNothingThatItLaidOut) {
  for (const LayoutCase& one : layout_cases()) EXPECT_EQ(formatted(one.after), one.after) << one.name;
}

TEST(TomlFormat, WritesPlainLineEndsWithoutAByteOrderMarkAndEndsTheLastLine) {
  EXPECT_EQ(formatted("\xEF\xBB\xBF# c\r\n\r\na = 1\r\nb = [\r\n1 # d\r\n]"),
            "# c\n\na = 1\nb = [\n    1,    # d\n]\n");
  EXPECT_EQ(formatted("a = \"\"\"\r\nx\r\n\r\ny\\\r\n  z\"\"\"\r\n"), "a = \"\"\"\nx\n\ny\\\n  z\"\"\"\n");
  EXPECT_EQ(formatted("a = '''x\r\ny'''"), "a = '''x\ny'''\n");
}

TEST(TomlFormat, MakesNothingOfNothing) {
  EXPECT_EQ(formatted(""), "");
  EXPECT_EQ(formatted("\n \n"), "");
}

TEST(TomlFormat, LeavesTheExamplesAsTheyAre) {
  for (const char* folder : {"/examples/rules", "/app/demo/pack", "/rules/templates"}) {
    for (const auto& entry : fs::recursive_directory_iterator(std::string(CAVEAT_SOURCE_DIR) + folder)) {
      if (entry.path().extension() != ".toml") continue;
      EXPECT_EQ(formatted(contents(entry.path())), contents(entry.path())) << entry.path();
    }
  }
}

TEST(TomlFormat, KeepsEveryTokenAndCommentOfTheLanguagesExample) {
  const std::string before = contents(CAVEAT_SOURCE_DIR "/tests/rules/rule_language_example.toml");
  const std::string after = formatted(before);
  EXPECT_EQ(token_text(*scan_toml(after)), token_text(*scan_toml(before)));
  EXPECT_EQ(formatted(after), after);
}

TEST(TomlFormat, IsDoneAfterOneTimeWithEveryFaultyPackThatParses) {
  std::ifstream file(CAVEAT_SOURCE_DIR "/tests/rules/pack_faults.txt");
  std::string pack;
  std::size_t parsed = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("=== ")) pack.clear();
    if (line != "---") {
      pack += line.starts_with("=== ") ? "" : line + "\n";
      continue;
    }
    std::vector<Diagnostic> diagnostics;
    const auto once = format_toml({"pack.toml", pack}, diagnostics);
    if (!once) {
      EXPECT_EQ(diagnostics.front().code, "CV001") << pack;
      continue;
    }
    ++parsed;
    EXPECT_EQ(formatted(*once), *once);
  }
  EXPECT_GT(parsed, 60U);
}

TEST(TomlFormat, TellsWhyAFileThatDoesNotParseIsLeftAlone) {
  EXPECT_THAT(formatted("a = \n"), testing::HasSubstr("pack.toml:1:5: error: "));
}

struct TokenCase {
  const char* name;
  const char* one;
  const char* other;
  bool same;
};

const TokenCase kTokens[] = {
    {"blanks and line ends", "a=1\r\n\r\n\r\n[b]",
     "\xEF\xBB\xBF"
     "a = 1\n[ b ]\n",
     true},
    {"a list that is broken", "a = [1, 2]", "a = [\n  1,\n  2,\n]", true},
    {"blanks behind a comment", "# c", "# c  \n", true},
    {"another comment", "a = 1 # c", "a = 1 # d", false},
    {"a comment that moved", "a = 1 # c\nb = 1", "a = 1\n# c\nb = 1", false},
    {"other quotes", "a = 'x'", "a = \"x\"", false},
    {"another order", "a = 1\nb = 2", "b = 2\na = 1", false},
    {"a list in a list", "a = [[1], 2]", "a = [[1, 2]]", false},
    {"a text with a line end that looks like two tokens", "a = '''x'''\n# c", "a = '''x\ncomment 3\n# c'''",
     false},
};

TEST(TokenText, IsTheSameForWhatReadsTheSame) {
  for (const TokenCase& one : kTokens)
    EXPECT_EQ(token_text(*scan_toml(one.one)) == token_text(*scan_toml(one.other)), one.same) << one.name;
}

TEST(TokenText, IsWrittenInOneWayForEver) {
  EXPECT_EQ(token_text(*scan_toml("# c\n[p]\na = [1, {b = 'é'}] # r")),
            "comment 3\n# c\nheader 3\n[p]\nkey 1\na\nlist\nvalue 1\n1\ntable\nkey 1\nb\nvalue "
            "4\n'é'\nend\nend\nremark 3\n"
            "# r\n");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
