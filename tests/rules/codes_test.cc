#include "rules/codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <fstream>
#include <sstream>

#include "rules/code_example.h"
#include "rules/code_explanation.h"
#include "rules/embedded_text.h"
#include "rules/utf8.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

std::string file_text(const std::string& path) {
  std::ifstream file(CAVEAT_SOURCE_DIR "/" + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The names of files that the enum in codes.h asks for.
std::vector<std::string> files_of_the_enum() {
  const std::string header = file_text("rules/codes.h");
  re2::StringPiece rest(header);
  std::vector<std::string> names;
  for (int number = 0; RE2::FindAndConsume(&rest, R"(\n  \w+ = (\d+),)", &number);)
    names.push_back(code_name(static_cast<Code>(number)) + ".txt");
  return names;
}

std::string line_of(std::string_view text, int number) {
  std::istringstream lines{std::string(text)};
  std::string line;
  for (int i = 0; i < number; ++i) std::getline(lines, line);
  return line;
}

TEST(Codes, HaveAFileEachAndNoFileIsWithoutACode) {
  std::vector<std::string> files;
  for (const EmbeddedText& file : embedded_codes()) files.emplace_back(file.name);
  ASSERT_GT(files.size(), 60U);
  EXPECT_EQ(files, files_of_the_enum());
}

TEST(Codes, AreUniqueAndInOrder) {
  const auto table = code_table();
  for (std::size_t i = 1; i < table.size(); ++i) EXPECT_LT(table[i - 1].code, table[i].code);
}

TEST(Codes, SayTheirSeverityInTheFirstLineAndKnowNoOtherMarksThanTheirs) {
  const RE2 shape(
      R"((?s)(error|warning): [^\n]+\n\n.+\n(\n--- wrong\n.+\n\n--- right\n.+|\n--- no example\n.+))");
  for (const EmbeddedText& file : embedded_codes()) {
    EXPECT_TRUE(RE2::FullMatch({file.text.data(), file.text.size()}, shape)) << file.name;
    re2::StringPiece rest(file.text.data(), file.text.size());
    int marks = 0;
    while (RE2::FindAndConsume(&rest, "(?m)^--- ")) ++marks;
    EXPECT_EQ(marks, file.text.find("\n--- no example\n") == std::string_view::npos ? 2 : 1) << file.name;
  }
}

TEST(Codes, AreExplainedAndHaveExamplesOrTheReasonWhyNot) {
  for (const CodeEntry& entry : code_table()) {
    EXPECT_FALSE(entry.title.empty()) << code_name(entry.code);
    EXPECT_GT(entry.explanation.size(), entry.title.size()) << code_name(entry.code);
    EXPECT_NE(entry.no_example.empty(), entry.wrong.empty()) << code_name(entry.code);
    EXPECT_EQ(entry.wrong.empty(), entry.right.empty()) << code_name(entry.code);
  }
}

TEST(Codes, ExamplesOfWrongHaveThatCodeAloneAndTheCaretWithinThem) {
  for (const CodeEntry& entry : code_table()) {
    if (!entry.no_example.empty()) continue;
    const auto diagnostics = check_example(entry.wrong, entry.code);
    EXPECT_FALSE(diagnostics.empty()) << code_name(entry.code);
    for (const Diagnostic& diagnostic : diagnostics) {
      EXPECT_EQ(diagnostic.code, code_name(entry.code)) << diagnostic.message;
      const std::string line = line_of(entry.wrong, diagnostic.place.line);
      EXPECT_EQ(line, diagnostic.source_line) << diagnostic.code;
      EXPECT_FALSE(line.empty()) << diagnostic.code;
      EXPECT_LE(diagnostic.place.column, static_cast<int>(count_code_points(line)) + 1) << diagnostic.code;
    }
  }
}

TEST(Codes, ExamplesOfRightHaveNothingToComplainOf) {
  for (const CodeEntry& entry : code_table()) {
    const auto diagnostics =
        entry.right.empty() ? std::vector<Diagnostic>() : check_example(entry.right, entry.code);
    EXPECT_EQ(render(diagnostics, DiagnosticFormat::text), "") << code_name(entry.code);
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

TEST(CodeExplanation, ShowsTheExampleWithWhatCheckSaysOfItAndTheMendedOne) {
  EXPECT_EQ(explanation_text(code_entry(Code::unknown_key)),
            "CV010 (error): unknown key\n"
            "\n"
            "The rule language has no such key. A misspelt condition would make a rule wider\n"
            "than you mean, and a misspelt action would drop a duty, so nothing that is not\n"
            "understood is passed over in silence.\n"
            "\n"
            "Wrong:\n"
            "\n"
            "    when.regoin = \"RU\"\n"
            "\n"
            "What `caveat check` says of it:\n"
            "\n"
            "    example.toml:1:6: error: `when` knows no `regoin` [CV010]\n"
            "      1 | when.regoin = \"RU\"\n"
            "        |      ^~~~~~\n"
            "      help: did you mean `region`?\n"
            "\n"
            "Right:\n"
            "\n"
            "    when.region = \"RU\"\n");
}

TEST(CodeExplanation, GivesTheReasonWhereThereIsNoExample) {
  EXPECT_THAT(explanation_text(code_entry(Code::not_a_file)),
              testing::HasSubstr("\n\nNo example: this is about"));
}

TEST(CodeExplanation, OfAllCodesIsThePageInTheDocuments) {
  EXPECT_TRUE(file_text("docs/codes.md") == codes_markdown())
      << "after a change of rules/codes: caveat explain --all --format markdown > docs/codes.md";
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
