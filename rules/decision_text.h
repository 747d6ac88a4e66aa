// A Decision and why, for people (`caveat decide`) and for programs (`--format json`).
#pragma once

#include <span>
#include <string>

#include "rules/decision.h"
#include "rules/facts.h"
#include "rules/rule_set.h"

namespace caveat::rules {

/// What was decided, in one sentence, and how it came about: like a memo, every rule with each of its
/// conditions, whether it held, why, and where it is written. Names where the reader is, nothing else of
/// them.
std::string decision_text(const Decision& decision, std::span<const RuleTrace> traces, const Facts& facts);

/// The same as one JSON object.
std::string decision_json(const Decision& decision, std::span<const RuleTrace> traces, const Facts& facts);

}  // namespace caveat::rules
