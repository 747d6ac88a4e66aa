// The part of a memo that goes through the rules: those that apply, those that may, those that do not.
#pragma once

#include <span>
#include <string>

#include "rules/rule_trace.h"

namespace caveat::rules {

/// `all`: every rule with every condition; else rules that are for other pages are only counted.
void append_rule_memo(std::span<const RuleTrace> traces, bool all, std::string& out);

}  // namespace caveat::rules
