// The RuleSet behind `RuleSet::compile`.
#pragma once

#include <string>
#include <vector>

#include "rules/candidate_rules.h"
#include "rules/decision_memo.h"
#include "rules/pack.h"
#include "rules/rule_numbers.h"
#include "rules/rule_set.h"
#include "rules/variant_key.h"

namespace caveat::rules {

class CompiledRuleSet : public RuleSet {
 public:
  /// Packs in the order in which their edits are to stand.
  CompiledRuleSet(std::vector<Pack> packs, std::string digest);

  Decision decide(const Facts& facts) const override;
  std::vector<RuleTrace> explain(const Facts& facts) const override;
  const std::string& digest() const override { return digest_; }
  std::vector<std::string> regions_of(const geoip::Location& location) const override;
  std::vector<PackSummary> packs() const override;
  std::vector<std::shared_ptr<const html::MentionSet>> page_mentions() const override;
  std::vector<std::shared_ptr<const html::SelectorList>> page_elements() const override;
  std::vector<Terms> terms() const override;
  std::size_t pack_count() const override { return packs_.size(); }
  std::size_t rule_count() const override { return rules_.size(); }

 private:
  /// The rules that apply, in order.
  using Applying = RuleNumbers;
  using Verdict = Decision::Verdict;

  std::shared_ptr<const Decision> decided(const Applying& applying, const Facts& facts) const;
  void append_variant(const Applying& applying, const Facts& facts, Verdict verdict,
                      VariantKey& variant) const;
  Verdict verdict_of(const Applying& applying, const Facts& facts) const;
  Decision edit(const Applying& applying, const Facts& facts) const;
  Decision acknowledge(const Applying& applying, const Facts& facts) const;
  Decision block(const Applying& applying, const Facts& facts) const;

  std::vector<Pack> packs_;
  std::vector<const Rule*> rules_;
  CandidateRules candidates_;
  std::string digest_;
  mutable DecisionMemo memo_;
};

}  // namespace caveat::rules
