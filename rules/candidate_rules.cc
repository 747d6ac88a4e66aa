#include "rules/candidate_rules.h"

#include <algorithm>

namespace caveat::rules {

CandidateRules::CandidateRules(std::span<const Rule* const> rules)
    : rules_(rules), index_(rules), rows_(rules), questions_(rules) {}

CandidateRules::Found CandidateRules::find(const Facts& facts) const {
  const Narrowed narrowed = narrow(facts);
  Found found;
  found.varies = narrowed.others_vary;
  const AnsweredByIndex answered{.sites = true, .places = narrowed.places_answered};
  for (const std::uint32_t rule : narrowed.rules) {
    const Stance stance = questions_.ask(rule, facts, answered);
    found.varies = found.varies || varies(rule, facts, stance);
    if (stance.applies != Held::no) found.rules.push_back({rule, stance.applies});
  }
  return found;
}

/// A rule that the index passes over has a site or a path that fails for everybody, so that it does not vary.
/// One that the reader's place rules out may be another reader's.
CandidateRules::Narrowed CandidateRules::narrow(const Facts& facts) const {
  Narrowed narrowed;
  const auto row = rows_.row(facts);
  narrowed.places_answered = !row.empty();
  index_.visit(facts.site, facts.path, [&](RuleBits bits) {
    const std::uint64_t here = row.empty() ? bits.rules : bits.rules & row[bits.word];
    for_each_rule({bits.word, here}, [&](std::uint32_t rule) { narrowed.rules.push_back(rule); });
    if (narrowed.others_vary) return;
    for_each_rule({bits.word, bits.rules & ~here}, [&](std::uint32_t rule) {
      const auto stance = [&] { return questions_.ask(rule, facts, {.sites = true, .places = true}); };
      narrowed.others_vary = narrowed.others_vary || varies(rule, facts, stance());
    });
  });
  std::sort(narrowed.rules.begin(), narrowed.rules.end());
  narrowed.rules.erase(std::unique(narrowed.rules.begin(), narrowed.rules.end()), narrowed.rules.end());
  return narrowed;
}

bool CandidateRules::varies(std::size_t rule, const Facts& facts, const Stance& stance) const {
  const RuleQuestions& questions = questions_.of(rule);
  if (!stance.may_vary || questions.shadow) return false;
  return questions.asks_about_reader || (questions.acts_differ && rules_[rule]->acts_differ(facts));
}

}  // namespace caveat::rules
