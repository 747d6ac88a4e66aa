#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "fault_file.h"
#include "pack_texts.h"
#include "rules/checked_rules.h"
#include "rules/codes.h"
#include "rules/diagnostic.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

std::vector<Fault> faults() {
  return faults_of("pack_faults.txt");
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
  for (const Fault& fault : faults_of("pack_lints.txt")) {
    const SourceFile file{"pack.toml", fault.pack};
    for (const Diagnostic& diagnostic : check_rules({&file, 1}, kToday).diagnostics)
      shown.insert(diagnostic.code);
  }
  for (const CodeEntry& entry : code_table()) {
    const std::string code = code_name(entry.code);
    EXPECT_TRUE(shown.contains(code) || !entry.no_example.empty()) << code;
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

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
