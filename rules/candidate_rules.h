// The few rules of a set that one request can be about.
#pragma once

#include <span>

#include "rules/region_rows.h"
#include "rules/rule_index.h"
#include "rules/rule_numbers.h"
#include "rules/rule_questions.h"

namespace caveat::rules {

/// Immutable. Comes to the same as asking every rule.
class CandidateRules {
 public:
  struct Candidate {
    std::uint32_t rule;
    Held applies;  ///< yes or undecided
  };

  struct Found {
    boost::container::small_vector<Candidate, 32> rules;  ///< in order; all others do not apply
    bool varies = false;  ///< whether any rule that is not in the shadow varies by reader
  };

  /// `rules` in order; the list outlives this.
  explicit CandidateRules(std::span<const Rule* const> rules);

  Found find(const Facts& facts) const;
  const RuleQuestions& questions(std::size_t rule) const { return questions_.of(rule); }

 private:
  struct Narrowed {
    RuleNumbers rules;  ///< ascending
    bool places_answered = false;
    bool others_vary = false;
  };

  Narrowed narrow(const Facts& facts) const;
  bool varies(std::size_t rule, const Facts& facts, const Stance& stance) const;

  std::span<const Rule* const> rules_;
  RuleIndex index_;
  RegionRows rows_;
  QuestionsOfRules questions_;
};

}  // namespace caveat::rules
