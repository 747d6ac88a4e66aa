#include "rules/breach_severity.h"

#include <gtest/gtest.h>

#include "pack_texts.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

BreachSeverity severity_of(const std::string& rule) {
  const Compilation compilation = compile(pack_with("[[rules]]\nid = \"r\"\n" + rule));
  EXPECT_NE(compilation.rules, nullptr) << render(compilation.diagnostics, DiagnosticFormat::text);
  return compilation.rules->packs().at(0).rules.at(0).severity;
}

TEST(BreachSeverity, IsWhatTheRuleSays) {
  EXPECT_EQ(severity_of("insert.notice = \"n\"\nseverity = \"low\"\n"), BreachSeverity::low);
  EXPECT_EQ(severity_of("remove.widgets = \"share\"\nseverity = \"high\"\n"), BreachSeverity::high);
  EXPECT_EQ(severity_of("insert.notice = \"n\"\nseverity = \"medium\"\n"), BreachSeverity::medium);
}

TEST(BreachSeverity, IsHighWhereReadersMustBeToldOrMustNotSee) {
  EXPECT_EQ(severity_of("insert.notice = \"n\"\n"), BreachSeverity::high);
  EXPECT_EQ(severity_of("label = { mentions = \"N\", with = \"*\" }\n"), BreachSeverity::high);
  EXPECT_EQ(severity_of("withhold = { mentions = \"N\", with = \"[...]\" }\n"), BreachSeverity::high);
  EXPECT_EQ(severity_of("when_unknown = \"skip\"\nblock.notice = \"n\"\n"), BreachSeverity::high);
  EXPECT_EQ(severity_of("acknowledge.notice = \"n\"\n"), BreachSeverity::high);
}

TEST(BreachSeverity, IsMediumOtherwise) {
  EXPECT_EQ(severity_of("remove.widgets = \"share\"\n"), BreachSeverity::medium);
  EXPECT_EQ(severity_of("headers.set.X-A = \"1\"\n"), BreachSeverity::medium);
}

TEST(BreachSeverity, DecidesNothingForReaders) {
  const std::string rule = "[[rules]]\nid = \"r\"\ninsert.notice = \"n\"\n";
  const auto without = compile(pack_with(rule)).rules->decide(facts_of("RU"));
  const auto with = compile(pack_with(rule + "severity = \"low\"\n")).rules->decide(facts_of("RU"));
  EXPECT_EQ(with.verdict, without.verdict);
  EXPECT_EQ(with.on_failure, without.on_failure);
  EXPECT_EQ(with.program->inserts().at(0).html, without.program->inserts().at(0).html);
}

TEST(RuleSummary, NamesTheFieldsOfTheHeadThatTheRuleChanges) {
  const Compilation compilation = compile(
      pack_with("[[rules]]\nid = \"r\"\nheaders = { set = { \"X-A\" = \"1\" }, remove = [\"X-B\"] }\n"));
  ASSERT_NE(compilation.rules, nullptr);
  EXPECT_EQ(compilation.rules->packs().at(0).rules.at(0).fields, (std::vector<std::string>{"X-A", "X-B"}));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
