// What a set decides by way of its indexes is what comes out of asking every rule, one after the other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "pack_texts.h"
#include "random_rules.h"
#include "rules/compiled_rule_set.h"
#include "rules/decision_text.h"
#include "rules/decision_words.h"
#include "rules/pack_reading.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

using Verdict = Decision::Verdict;

std::vector<Pack> parsed(const std::vector<SourceFile>& files) {
  std::vector<Diagnostic> diagnostics;
  std::vector<Pack> packs;
  for (WrittenPack& written : read_packs(files, {kToday}, diagnostics))
    packs.push_back(std::move(written.pack));
  EXPECT_FALSE(has_errors(diagnostics)) << render(diagnostics, DiagnosticFormat::text);
  return packs;
}

/// The slow and honest way.
class EveryRule {
 public:
  explicit EveryRule(const std::vector<Pack>& packs) {
    for (const Pack& pack : packs) {
      for (const Rule& rule : pack.rules) rules_.push_back(&rule);
    }
  }

  std::string decide(const Facts& facts) const {
    std::vector<const Rule*> applying;
    Awaits edits_await = Awaits::nothing;
    Awaits blocks_await = Awaits::nothing;
    bool varies = false;
    bool asked = false;
    for (const Rule* rule : rules_) {
      const bool blocks = rule->block && !rule->reason.shadow;
      varies = varies || (!rule->reason.shadow && rule->varies_by_reader(facts));
      const Held applies = rule->applies(facts);
      Awaits& awaits = blocks ? blocks_await : edits_await;
      if (applies == Held::undecided) awaits = earlier(awaits, rule->awaits(facts));
      if (applies != Held::yes) continue;
      applying.push_back(rule);
      asked = asked || rule->asks(facts);
      if (rule->reason.shadow || rule->block || rule->asks(facts)) continue;
      awaits = earlier(awaits, rule->reach.awaits(facts));
      for (const auto& action : rule->actions) awaits = earlier(awaits, action->awaits(facts));
    }
    const bool blocked = std::any_of(applying.begin(), applying.end(),
                                     [](const Rule* rule) { return rule->block && !rule->reason.shadow; });
    const Awaits awaits = blocked || asked ? blocks_await : earlier(blocks_await, edits_await);
    std::string out = varies ? "varies" : "the same for all";
    if (awaits != Awaits::nothing) return out + ", awaits " + std::string(awaits_name(awaits));
    for (const Rule* rule : applying) {
      const bool answers = blocked ? rule->block != nullptr : rule->asks(facts);
      const bool silent = (blocked || asked) && !answers && !rule->reason.shadow;
      if (!silent) out += ", " + rule->mark;
    }
    return out;
  }

  /// What the rules ask readers to accept.
  std::vector<std::string> terms() const {
    std::vector<std::string> ids;
    for (const Rule* rule : rules_) {
      if (rule->acknowledgement) ids.push_back(rule->terms.id);
    }
    return ids;
  }

 private:
  std::vector<const Rule*> rules_;
};

std::string in_words(const Decision& decision) {
  std::string out = decision.varies_by_reader ? "varies" : "the same for all";
  if (decision.verdict == Verdict::undecided)
    return out + ", awaits " + std::string(awaits_name(decision.awaits));
  for (const Reason& reason : decision.reasons) out += ", " + reason.pack + "/" + reason.rule;
  return out;
}

std::string whole(const Decision& decision) {
  std::string out = decision_json(decision, {}, Facts{});
  if (decision.block) out += decision.block->body;
  if (decision.acknowledgement) out += decision.acknowledgement->before_action;
  for (const Reason& reason : decision.reasons) out += reason.accepted ? "accepted " : "new ";
  return out;
}

template <typename T>
std::vector<const T*> pointers(const std::vector<std::shared_ptr<const T>>& list) {
  std::vector<const T*> out;
  for (const auto& one : list) out.push_back(one.get());
  return out;
}

TEST(DecideProperties, AskingTheCandidatesAloneIsAskingAll) {
  int applied = 0;
  int undecided = 0;
  for (unsigned seed = 0; seed < 400; ++seed) {
    RandomRules random(seed);
    std::vector<Pack> packs = parsed(random.files());
    const EveryRule oracle(packs);
    const CompiledRuleSet rules(std::move(packs), "");
    for (int i = 0; i < 60; ++i) {
      const Facts facts =
          random.facts(pointers(rules.page_mentions()), pointers(rules.page_elements()), oracle.terms());
      const Decision decision = rules.decide(facts);
      ASSERT_EQ(in_words(decision), oracle.decide(facts))
          << "seed " << seed << "\n"
          << decision_text(decision, rules.explain(facts), facts);
      applied += decision.verdict == Verdict::edit || decision.verdict == Verdict::block ? 1 : 0;
      undecided += decision.verdict == Verdict::undecided ? 1 : 0;
    }
  }
  EXPECT_GT(applied, 4'000);
  EXPECT_GT(undecided, 1'000);
}

TEST(DecideProperties, ARememberedDecisionIsTheOneThatWouldBeMadeAnew) {
  for (unsigned seed = 1000; seed < 1060; ++seed) {
    RandomRules random(seed);
    const std::vector<SourceFile> files = random.files();
    std::vector<Pack> packs = parsed(files);
    const std::vector<std::string> terms = EveryRule(packs).terms();
    const CompiledRuleSet much_asked(std::move(packs), "");
    for (int i = 0; i < 40; ++i) {
      const Facts facts = random.facts({}, {}, terms);
      const Decision decision = much_asked.decide(facts);
      if (i % 4 != 3) continue;
      ASSERT_EQ(whole(decision), whole(CompiledRuleSet(parsed(files), "").decide(facts)))
          << "seed " << seed << ", " << facts.site << facts.path << " from " << facts.location.country;
    }
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
