// Names of a Decision's parts, as JSON has them.
#pragma once

#include <string_view>

#include "rules/decision.h"
#include "rules/rule_set.h"

namespace caveat::rules {

/// "pass", "undecided", "edit", "acknowledge", "block".
std::string_view verdict_name(Decision::Verdict verdict);
/// "the head of the response", "what the page says".
std::string_view awaits_name(Awaits awaits);
/// "yes", "no", "undecided".
std::string_view held_name(Held held);

}  // namespace caveat::rules
