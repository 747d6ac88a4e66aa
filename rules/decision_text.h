// A Decision and why, for people (`caveat decide`) and for programs (`--format json`).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "rules/decision.h"
#include "rules/facts.h"
#include "rules/rule_set.h"

namespace caveat::rules {

/// What of the explanation is not in the rules.
struct MemoTerms {
  /// How it is known where the reader is, line by line; empty if that was simply stated.
  std::vector<std::string> known_from = {};
  /// Each rule with all of its conditions. Else rules for other pages are counted, and of others that do not
  /// apply the first condition that failed is told.
  bool all = false;
};

/// A memo: the answer in one sentence and what it comes to; then the rules that apply, those that may, those
/// that do not, and why, with the place of each condition. Names where the reader is, nothing else of them.
std::string decision_text(const Decision& decision, std::span<const RuleTrace> traces, const Facts& facts,
                          const MemoTerms& terms = {});

/// The same as one JSON object, with every condition of every rule. docs/command-line.md lists its members.
std::string decision_json(const Decision& decision, std::span<const RuleTrace> traces, const Facts& facts,
                          const MemoTerms& terms = {});

}  // namespace caveat::rules
