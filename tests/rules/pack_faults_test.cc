#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "pack_texts.h"
#include "rules/codes.h"
#include "rules/diagnostic.h"

namespace caveat::rules {
namespace {

struct Fault {
  std::string name;
  std::string pack;
  std::string report;
};

std::vector<Fault> faults() {
  std::vector<Fault> out;
  std::ifstream file(CAVEAT_SOURCE_DIR "/tests/rules/pack_faults.txt");
  bool in_report = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("=== ")) {
      out.push_back({line.substr(4), "", ""});
      in_report = false;
    } else if (line == "---") {
      in_report = true;
    } else if (!out.empty()) {
      (in_report ? out.back().report : out.back().pack) += line + "\n";
    }
  }
  return out;
}

std::string report_of(std::string_view pack) {
  return render(compile(pack).diagnostics, DiagnosticFormat::text);
}

TEST(PackFaults, AreReportedWithPlaceCaretAndAdvice) {
  ASSERT_GT(faults().size(), 60U);
  for (const Fault& fault : faults()) EXPECT_EQ(report_of(fault.pack), fault.report) << fault.name;
}

TEST(PackFaults, GiveNoRuleSetExceptForWarnings) {
  for (const Fault& fault : faults()) {
    const Compilation compilation = compile(fault.pack);
    EXPECT_EQ(compilation.rules == nullptr, has_errors(compilation.diagnostics)) << fault.name;
  }
}

TEST(PackFaults, ShowEveryCodeThatAPackCanHave) {
  std::set<std::string> shown;
  for (const Fault& fault : faults()) {
    for (const Diagnostic& diagnostic : compile(fault.pack).diagnostics) shown.insert(diagnostic.code);
  }
  // These are about bytes, sizes, files, sets of packs and the built-in catalogue, and have their tests
  // there.
  const std::set<std::string> elsewhere = {"CV002", "CV003", "CV004", "CV005", "CV006",
                                           "CV007", "CV008", "CV019", "CV080", "CV130"};
  for (const CodeEntry& entry : code_table()) {
    const std::string code = code_name(entry.code);
    EXPECT_TRUE(shown.contains(code) || elsewhere.contains(code)) << code;
  }
}

TEST(PackFaults, OfTwoPacksWithOneIdNameTheOtherFile) {
  const std::string pack = pack_with("[[rules]]\nid = \"r\"\ninsert.notice = \"n\"\n");
  const SourceFile files[] = {{"b.toml", pack}, {"a.toml", pack}};
  const auto diagnostics = RuleSet::compile(files, kToday).diagnostics;
  EXPECT_EQ(render(diagnostics, DiagnosticFormat::text),
            "b.toml:2:6: error: the pack in a.toml has the same id [CV017]\n"
            "  2 | id = \"p\"\n"
            "    |      ^~~\n");
}

}  // namespace
}  // namespace caveat::rules
