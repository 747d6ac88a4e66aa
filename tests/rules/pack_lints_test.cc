#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fault_file.h"
#include "pack_texts.h"
#include "rules/checked_rules.h"
#include "rules/diagnostic.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

/// What every case would be told beside its own.
const std::string kHead = R"([pack]
id = "p"
title = "T"
owner = "O"
legal_basis = "L"
)";

Compilation checked(const std::vector<SourceFile>& files) {
  return check_rules(files, kToday);
}

std::string report_of(std::string_view pack) {
  return render(checked({{"pack.toml", std::string(pack)}}).diagnostics, DiagnosticFormat::text);
}

TEST(PackLints, AreReportedWithPlaceCaretAndAdvice) {
  ASSERT_GT(faults_of("pack_lints.txt").size(), 30U);
  for (const Fault& fault : faults_of("pack_lints.txt"))
    EXPECT_EQ(report_of(fault.pack), fault.report) << fault.name;
}

TEST(PackLints, AreWarnings) {
  for (const Fault& fault : faults_of("pack_lints.txt")) {
    EXPECT_NE(checked({{"pack.toml", fault.pack}}).rules, nullptr) << fault.name;
  }
}

TEST(PackLints, SayNothingOfPacksWithErrors) {
  const std::string report = report_of("[pack]\nid = \"p\"\ntitle = \"T\"\n[[rules]]\nid = \"r\"\n");
  EXPECT_THAT(report, testing::HasSubstr("CV053"));
  EXPECT_THAT(report, testing::Not(testing::HasSubstr("CV071")));
}

TEST(PackLints, AreNotToldToWhoPutsRulesIntoForce) {
  const std::string pack = kHead + "[[rules]]\nid = \"r\"\nremove.elements = \"body\"\n";
  EXPECT_TRUE(compile(pack).diagnostics.empty());
}

TEST(PackLints, OfTwoPacksStandAtTheLaterRuleAndNameTheEarlier) {
  const std::string block =
      kHead +
      "[notices.n]\nkind = \"warning\"\ntext.en = \"T\"\n"
      "[[rules]]\nid = \"b\"\nwhen.region = \"RU\"\nblock.notice = \"n\"\nwhen_unknown = \"apply\"\n";
  std::string edit = kHead + "[[rules]]\nid = \"e\"\nwhen.region = \"RU-MOW\"\nremove.widgets = \"share\"\n";
  edit.replace(edit.find("\"p\""), 3, "\"q\"");
  const auto with_code = [](const Compilation& compilation) {
    std::vector<Diagnostic> out = compilation.diagnostics;
    std::erase_if(out, [](const Diagnostic& one) { return one.code != "CV112"; });
    return render(out, DiagnosticFormat::text);
  };
  EXPECT_EQ(
      with_code(checked({{"a.toml", block}, {"b.toml", edit}})),
      "b.toml:7:6: warning: this rule never does anything: wherever it applies, `b` (a.toml:10) blocks the "
      "page [CV112]\n"
      "  7 | id = \"e\"\n"
      "    |      ^~~\n"
      "  help: delete it, or narrow the block\n");
  EXPECT_EQ(
      with_code(checked({{"b.toml", block}, {"a.toml", edit}})),
      "b.toml:10:6: warning: this block hides `e` (a.toml:7), which never does anything: wherever that rule "
      "applies, the page is blocked [CV112]\n"
      "  10 | id = \"b\"\n"
      "     |      ^~~\n"
      "  help: delete that rule, or narrow this block\n");
}

TEST(PackLints, NameTestsWhosePageIsNotThere) {
  const std::string pack = kHead + R"([[rules]]
id = "r"
remove.widgets = "share"
[[tests]]
name = "t"
reader.region = "RU"
url = "https://a.example/"
page = "pages/a.html"
expect.status = 200
)";
  const SourceFile file{"folder/pack.toml", pack};
  std::vector<std::string> asked;
  const auto compilation = check_rules({&file, 1}, kToday, [&](const std::string& path) {
    asked.push_back(path);
    return asked.size() > 1;
  });
  EXPECT_EQ(render(compilation.diagnostics, DiagnosticFormat::text),
            "folder/pack.toml:13:8: error: there is no file `folder/pages/a.html`, so the test cannot be run "
            "[CV070]\n"
            "  13 | page = \"pages/a.html\"\n"
            "     |        ^~~~~~~~~~~~~~\n"
            "  help: the path is taken from the folder of the pack\n");
  EXPECT_TRUE(check_rules({&file, 1}, kToday, [](const std::string&) { return true; }).diagnostics.empty());
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
