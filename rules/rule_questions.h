// What is left to ask of rules that an index has found, laid out for speed.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "rules/rule.h"

namespace caveat::rules {

/// How far the index has answered for a rule already.
struct AnsweredByIndex {
  bool sites = false;   ///< `when.site` holds
  bool places = false;  ///< so do the conditions that nothing but the reader's place decides
};

/// How one rule came out. The same as asking the Rule.
struct Stance {
  Held applies = Held::no;
  bool may_vary = false;  ///< whether the rule could be another reader's, as far as its conditions go
};

/// Of one rule.
struct RuleQuestions {
  std::chrono::sys_seconds begins;  ///< of its pack; never, where that is retired
  std::chrono::sys_seconds ends;    ///< exclusive
  std::uint32_t first = 0;          ///< among all conditions; in the order site, place, others
  std::uint16_t sites = 0;
  std::uint16_t places = 0;
  std::uint32_t others = 0;
  bool asks_about_reader = false;
  bool blocks = false;   ///< for all to see, not in the shadow
  bool may_ask = false;  ///< to be acknowledged first; not in the shadow
  bool shadow = false;
  bool acts_differ = false;  ///< what it does may differ from reader to reader
  bool may_wait = false;     ///< what it does may wait for a fact
  bool has_variants = false;
};

/// Immutable.
class QuestionsOfRules {
 public:
  /// The rules outlive this.
  explicit QuestionsOfRules(std::span<const Rule* const> rules);

  const RuleQuestions& of(std::size_t rule) const { return rules_[rule]; }
  Stance ask(std::size_t rule, const Facts& facts, AnsweredByIndex answered) const;

 private:
  struct Question {
    const Matcher* matcher;
    bool exception;
    bool about_reader;
  };

  std::vector<RuleQuestions> rules_;
  std::vector<Question> questions_;
};

}  // namespace caveat::rules
