// A RuleSetDifference for people and for programs.
#pragma once

#include <string>

#include "rules/rule_set_difference.h"

namespace caveat::rules {

/// Rule by rule: who gets what it does now, who does not any more, and what it does otherwise.
std::string difference_text(const RuleSetDifference& difference);

/// The same as one JSON object.
std::string difference_json(const RuleSetDifference& difference);

/// "RU, UA-43 and 12 more": countries and other readers of an audience, in words.
std::string readers_text(const Audience& audience);

}  // namespace caveat::rules
