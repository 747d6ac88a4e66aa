// By which the plan of a Decision can be recognised.
#pragma once

#include <span>
#include <string>

#include "rules/decision.h"

namespace caveat::rules {

/// SHA-256, in hexadecimal digits, over what `decision` does to a response: its verdict, the rules that
/// apply, the fields of the head, and the very words that are put in, with their places. What is taken out
/// follows from the rules. Two Decisions of one rule set (RuleSet::digest) that have the same ask for the
/// same.
std::string digest_of_plan(const Decision& decision);

/// The same over what a reader accepts: the rules, and the words of their notices.
std::string digest_of_acceptance(std::span<const Terms> accepted);

}  // namespace caveat::rules
