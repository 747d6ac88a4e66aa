#include "rules/diagnostic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

Diagnostic diagnostic_at(std::string file, int line, int column) {
  Diagnostic out;
  out.code = "CV010";
  out.place = {std::move(file), line, column, 3};
  out.source_line = "abc def";
  out.message = "wrong";
  return out;
}

std::string text_of(const Diagnostic& diagnostic) {
  return render({&diagnostic, 1}, DiagnosticFormat::text);
}

TEST(Diagnostics, StandInOrderOfFileAndPlace) {
  const Diagnostic list[] = {diagnostic_at("b", 1, 1), diagnostic_at("a", 2, 1), diagnostic_at("a", 1, 5)};
  const std::string text = render(list, DiagnosticFormat::text);
  EXPECT_LT(text.find("a:1:5"), text.find("a:2:1"));
  EXPECT_LT(text.find("a:2:1"), text.find("b:1:1"));
}

TEST(Diagnostics, UnderlineCodePointsNotBytes) {
  Diagnostic diagnostic = diagnostic_at("a", 1, 4);
  diagnostic.source_line = "ж = ёлка";
  EXPECT_THAT(text_of(diagnostic), testing::HasSubstr("  1 | ж = ёлка\n    |    ^~~\n"));
}

TEST(Diagnostics, NeverUnderlinePastTheLine) {
  Diagnostic diagnostic = diagnostic_at("a", 1, 6);
  diagnostic.place.length = 100;
  EXPECT_THAT(text_of(diagnostic), testing::EndsWith("|      ^~\n"));
}

TEST(Diagnostics, ShowOnlyTheNeighbourhoodOfTheCaretInALongLine) {
  Diagnostic diagnostic = diagnostic_at("a", 1, 5000);
  diagnostic.source_line = std::string(4999, 'x');
  diagnostic.source_line += "HERE";
  diagnostic.source_line.append(5000, 'y');
  diagnostic.place.length = 4;
  const std::string text = text_of(diagnostic);
  EXPECT_LT(text.size(), 500U);
  EXPECT_THAT(text, testing::ContainsRegex("xHEREy.*\n    \\| *\\^~~~\n"));
}

TEST(Diagnostics, LetNoControlCharacterThrough) {
  Diagnostic diagnostic = diagnostic_at("a\x1b[31m", 1, 1);
  diagnostic.source_line = "x\x1b]0;title\x07\xE2\x80\xAEy";
  diagnostic.message = "bad\nname";
  const std::string text = text_of(diagnostic);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\x07'), std::string::npos);
  EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_EQ(text.find("bad\nname"), std::string::npos);
}

TEST(Diagnostics, AsJsonCarryEveryMember) {
  Diagnostic diagnostic = diagnostic_at("a \"b\".toml", 2, 3);
  diagnostic.suggestion = "did you mean `x`?";
  EXPECT_EQ(render({&diagnostic, 1}, DiagnosticFormat::json), R"({
  "diagnostics": [
    {
      "severity": "error",
      "code": "CV010",
      "file": "a \"b\".toml",
      "line": 2,
      "column": 3,
      "length": 3,
      "message": "wrong",
      "suggestion": "did you mean `x`?"
    }
  ],
  "errors": 1,
  "warnings": 0,
  "silenced": 0
}
)");
}

TEST(Diagnostics, AsSarifNameRuleFileAndRegion) {
  const Diagnostic diagnostic = diagnostic_at("rules/my pack.toml", 2, 3);
  const std::string sarif = render({&diagnostic, 1}, DiagnosticFormat::sarif);
  for (const std::string_view part : {R"("version": "2.1.0")", R"("columnKind": "unicodeCodePoints")",
                                      R"("ruleId": "CV010")", R"("uri": "rules/my%20pack.toml")",
                                      R"("startLine": 2)", R"("startColumn": 3)", R"("endColumn": 6)"}) {
    EXPECT_THAT(sarif, testing::HasSubstr(part));
  }
}

TEST(Diagnostics, WithoutAPlaceNameTheFileOnly) {
  Diagnostic diagnostic = diagnostic_at("rules", 0, 0);
  diagnostic.source_line.clear();
  EXPECT_EQ(text_of(diagnostic), "rules: error: wrong [CV010]\n");
}

TEST(Diagnostics, OfWarningsOnlyAreNoErrors) {
  Diagnostic diagnostic = diagnostic_at("a", 1, 1);
  diagnostic.severity = Severity::warning;
  EXPECT_FALSE(has_errors({&diagnostic, 1}));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
