#include "rules/actions/acknowledge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack_texts.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

using Verdict = Decision::Verdict;
using testing::HasSubstr;

constexpr std::string_view kAsk =
    "[[rules]]\nid = \"ask\"\nwhen.region = \"RU\"\nacknowledge = { notice = \"n\", days = 7 }\n";
constexpr std::string_view kInsert = "[[rules]]\nid = \"edit\"\ninsert.notice = \"n\"\n";
constexpr std::string_view kBlock =
    "[[rules]]\nid = \"block\"\nwhen_unknown = \"skip\"\nblock.notice = \"n\"\n";

std::shared_ptr<const RuleSet> rules_of(const std::string& pack) {
  const auto compilation = compile(pack);
  EXPECT_EQ(render(compilation.diagnostics, DiagnosticFormat::text), "");
  return compilation.rules;
}

std::shared_ptr<const RuleSet> rules_with(const std::string& rules) {
  return rules_of(pack_with(rules));
}

/// Of a reader in Russia who has accepted all there is.
Facts accepting(const RuleSet& rules) {
  Facts facts = facts_of("RU");
  for (const Terms& terms : rules.terms()) facts.accepted.push_back(terms.id);
  return facts;
}

/// The rule with one key more.
std::string ask_and(std::string_view key) {
  std::string rule(kAsk);
  rule.append(key);
  return rule;
}

TEST(Acknowledge, AsksReadersWhomTheRuleIsAboutUntilTheyHaveAccepted) {
  const auto rules = rules_with(std::string(kAsk));
  EXPECT_EQ(rules->decide(facts_of("CZ")).verdict, Verdict::pass);
  const Decision asking = rules->decide(facts_of("RU"));
  ASSERT_EQ(asking.verdict, Verdict::acknowledge);
  ASSERT_EQ(asking.acknowledgement->terms.size(), 1U);
  EXPECT_EQ(asking.acknowledgement->terms[0].mark, "p/ask");
  EXPECT_EQ(asking.acknowledgement->terms[0].days, 7);
  EXPECT_TRUE(asking.reasons[0].asked);
  const Decision accepted = rules->decide(accepting(*rules));
  EXPECT_NE(accepted.verdict, Verdict::acknowledge);
  EXPECT_TRUE(accepted.reasons[0].accepted);
  EXPECT_FALSE(accepted.reasons[0].asked);
}

TEST(Acknowledge, IsBeatenByABlockAndBeatsEdits) {
  const auto with_edit = rules_with(std::string(kInsert) + std::string(kAsk));
  EXPECT_EQ(with_edit->decide(facts_of("RU")).verdict, Verdict::acknowledge);
  EXPECT_EQ(with_edit->decide(facts_of("RU")).program, nullptr);
  const auto with_block = rules_with(std::string(kAsk) + std::string(kBlock));
  EXPECT_EQ(with_block->decide(facts_of("RU")).verdict, Verdict::block);
}

TEST(Acknowledge, LetsEditsHaveTheirTurnOnceAccepted) {
  const auto rules = rules_with(ask_and("insert.notice = \"n\"\n") + std::string(kInsert));
  const Decision decision = rules->decide(accepting(*rules));
  ASSERT_EQ(decision.verdict, Verdict::edit);
  EXPECT_EQ(decision.program->inserts().size(), 2U);
}

TEST(Acknowledge, IsOnePageForAllThatIsAsked) {
  const std::string second = "[[rules]]\nid = \"also\"\nacknowledge.notice = \"n\"\n";
  const auto rules = rules_with(std::string(kAsk) + second);
  Facts facts = facts_of("RU");
  EXPECT_EQ(rules->decide(facts).acknowledgement->terms.size(), 2U);
  facts.accepted = {rules->terms()[0].id};
  const Decision half = rules->decide(facts);
  ASSERT_EQ(half.verdict, Verdict::acknowledge);
  ASSERT_EQ(half.acknowledgement->terms.size(), 1U);
  EXPECT_EQ(half.acknowledgement->terms[0].mark, "p/also");
}

// What the page says is not asked for: the reader does not see it yet.
TEST(Acknowledge, WaitsForBlocksAndForNothingElse) {
  const std::string late_edit = "[[rules]]\nid = \"late\"\nwhen.language = \"ru\"\ninsert.notice = \"n\"\n";
  const std::string late_block =
      "[[rules]]\nid = \"b\"\nwhen.status = 404\nwhen_unknown = \"skip\"\nblock.notice = \"n\"\n";
  Facts facts = facts_of("RU");
  facts.page.reset();
  EXPECT_EQ(rules_with(late_edit + std::string(kAsk))->decide(facts).verdict, Verdict::acknowledge);
  EXPECT_EQ(rules_with(late_block + std::string(kAsk))->decide(facts).verdict, Verdict::undecided);
}

TEST(Acknowledge, KeepsSharedCachesOutWhoeverReads) {
  const auto rules = rules_with("[[rules]]\nid = \"ask\"\nacknowledge.notice = \"n\"\n");
  EXPECT_TRUE(rules->decide(facts_of("RU")).varies_by_reader);
  EXPECT_TRUE(rules->decide(accepting(*rules)).varies_by_reader);
}

TEST(Acknowledge, InShadowIsToldAndChangesNothing) {
  const auto rules = rules_with(ask_and("mode = \"shadow\"\n"));
  const Decision decision = rules->decide(facts_of("RU"));
  EXPECT_EQ(decision.verdict, Verdict::pass);
  ASSERT_EQ(decision.reasons.size(), 1U);
  EXPECT_TRUE(decision.reasons[0].shadow);
  EXPECT_FALSE(decision.reasons[0].asked);
}

TEST(Acknowledge, ShowsAPageInTheReadersLanguageAroundItsForm) {
  const auto rules = rules_of(pack_with("text.fa = \"متن\"\n" + std::string(kAsk)));
  Facts facts = facts_of("RU");
  facts.reader_languages = {"fa"};
  const Decision decision = rules->decide(facts);
  const Acknowledgement& page = *decision.acknowledgement;
  EXPECT_EQ(page.language, "fa");
  EXPECT_THAT(page.before_action, HasSubstr("<html lang=\"fa\" dir=\"rtl\">"));
  EXPECT_THAT(page.before_action, HasSubstr("data-caveat=\"p/ask\""));
  EXPECT_TRUE(page.before_action.ends_with("<form method=\"post\" action=\"")) << page.before_action;
  EXPECT_THAT(page.after_action, HasSubstr("<button type=\"submit\">"));
  EXPECT_EQ((page.before_action + page.after_action).find("<script"), std::string::npos);
}

std::string terms_under(const std::string& pack) {
  return rules_of(pack)->terms().at(0).id;
}

TEST(Acknowledge, AsksAnewWhereAWordOfTheNoticeIsAnother) {
  const std::string pack = pack_with(kAsk);
  const std::string terms = terms_under(pack);
  EXPECT_EQ(terms.size(), 16U);
  EXPECT_EQ(terms_under(pack), terms);
  struct {
    std::string_view from;
    std::string_view to;
    bool same;
  } const changes[] = {
      {"Text\"", "Text.\"", false},
      {"Text\"", "Text\"\ntext.ru = \"Текст\"", false},
      {"id = \"ask\"", "id = \"ask2\"", false},
      {"id = \"p\"", "id = \"p2\"", false},
      {"title = \"T\"", "title = \"Other\"", true},
      {"when.region = \"RU\"", "when.region = [\"RU\", \"BY\"]", true},
      {"days = 7", "days = 8", true},
  };
  for (const auto& [from, to, same] : changes) {
    std::string changed = pack;
    changed.replace(changed.find(from), from.size(), to);
    EXPECT_EQ(terms_under(changed) == terms, same) << to;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
