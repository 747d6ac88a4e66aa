#include "rules/silencing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack_texts.h"
#include "rules/checked_rules.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

/// Removing an article is a warning on the line of the selector.
std::string pack_removing(std::string_view lines) {
  return "[pack]\nid = \"p\"\ntitle = \"T\"\nowner = \"O\"\nlegal_basis = \"L\"\n[[rules]]\nid = \"r\"\n" +
         std::string(lines) +
         R"([[tests]]
name = "t"
reader.region = "RU"
url = "https://a.example/"
html = "x"
expect.status = 200
)";
}

struct Counted {
  std::string_view name;
  std::string lines;
  std::size_t warnings;
  std::size_t silenced;
};

const Counted kCases[] = {
    {"no comment", "remove.elements = \"article\"\n", 1, 0},
    {"behind the line", "remove.elements = \"article\" # caveat: allow CV119 because it is meant\n", 0, 1},
    {"above the line", "# caveat: allow CV119 because it is meant\nremove.elements = \"article\"\n", 0, 1},
    {"among other comments above the line",
     "# caveat: allow CV119 because it is meant\n# More.\nremove.elements = \"article\"\n", 0, 1},
    {"above an empty line", "# caveat: allow CV119 because it is meant\n\nremove.elements = \"article\"\n", 2,
     0},
    {"below the line", "remove.elements = \"article\"\n# caveat: allow CV119 because it is meant\n", 2, 0},
    {"in small letters, with tabs",
     "remove.elements = \"article\"\t#\tcaveat: allow\tcv119\tbecause\tit is\n", 2, 0},
    {"in small letters", "remove.elements = \"article\" #caveat: allow cv119 because it is\n", 0, 1},
    {"for several codes",
     "remove.elements = [\"article\", \"share\"] # caveat: allow CV119, CV120 because of it\n", 0, 2},
    {"for another code", "remove.elements = \"article\" # caveat: allow CV120 because it is meant\n", 2, 0},
    {"without a reason", "remove.elements = \"article\" # caveat: allow CV119\n", 2, 0},
    {"in the text of a string",
     "remove.elements = \"article\"\nlabel = { mentions = [\"a\"], with = \"# caveat: allow CV119 because\" "
     "}\n",
     1, 0},
    {"behind a string that ends with quotation marks",
     "remove.elements = \"\"\"article\"\"\" # caveat: allow CV119 because it is meant\n", 0, 1},
    {"where lines end as on Windows",
     "remove.elements = \"article\" # caveat: allow CV119 because it is meant\r\n", 0, 1},
};

TEST(Silencing, IsForTheLineOfTheCommentOrTheNext) {
  for (const Counted& one : kCases) {
    const SourceFile file{"pack.toml", pack_removing(one.lines)};
    const auto diagnostics = check_rules({&file, 1}, kToday).diagnostics;
    const DiagnosticCounts counts = count_of(diagnostics);
    EXPECT_EQ(counts.errors, 0U) << one.name << render(diagnostics, DiagnosticFormat::text);
    EXPECT_EQ(counts.warnings, one.warnings) << one.name << render(diagnostics, DiagnosticFormat::text);
    EXPECT_EQ(counts.silenced, one.silenced) << one.name;
  }
}

TEST(Silencing, LeavesErrorsAsTheyAre) {
  const SourceFile file{
      "pack.toml", pack_removing("remove.widgets = \"shares\" # caveat: allow CV052 because I say so\n")};
  const Compilation compilation = check_rules({&file, 1}, kToday);
  EXPECT_EQ(compilation.rules, nullptr);
  EXPECT_THAT(
      render(compilation.diagnostics, DiagnosticFormat::text),
      testing::AllOf(testing::HasSubstr("[CV052]"), testing::HasSubstr("errors cannot be silenced [CV123]")));
}

TEST(Silencing, AlsoHoldsForWhoPutsRulesIntoForce) {
  const auto diagnostics =
      compile(pack_with("[notices.m] # caveat: allow CV044 because counsel wants it kept\nkind = \"label\"\n"
                        "text.en = \"M\"\n[[rules]]\nid = \"r\"\ninsert.notice = \"n\"\n"))
          .diagnostics;
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].silenced, "counsel wants it kept");
  EXPECT_EQ(render(diagnostics, DiagnosticFormat::text), "");
}

TEST(Silencing, IsToldToPrograms) {
  const SourceFile file{"pack.toml",
                        pack_removing("remove.elements = \"main\" # caveat: allow CV119 because \"so\"\n")};
  const auto diagnostics = check_rules({&file, 1}, kToday).diagnostics;
  EXPECT_THAT(render(diagnostics, DiagnosticFormat::json),
              testing::AllOf(testing::HasSubstr(R"("silenced": "\"so\"")"),
                             testing::HasSubstr(R"("warnings": 0)"), testing::HasSubstr(R"("silenced": 1)")));
  EXPECT_THAT(
      render(diagnostics, DiagnosticFormat::sarif),
      testing::AllOf(testing::HasSubstr(R"("suppressions": [)"), testing::HasSubstr(R"("kind": "inSource")"),
                     testing::HasSubstr(R"("justification": "\"so\"")")));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
