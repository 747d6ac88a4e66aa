// One rule, asked about one response, in all its parts.
#pragma once

#include "rules/facts.h"
#include "rules/rule.h"
#include "rules/rule_trace.h"

namespace caveat::rules {

RuleTrace trace_of(const Rule& rule, const Facts& facts);

}  // namespace caveat::rules
