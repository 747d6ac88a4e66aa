// What a rule that says `in` asks of a response, so that it is decided and explained like any condition.
#pragma once

#include <optional>

#include "rules/reach.h"
#include "rules/rule.h"

namespace caveat::rules {

/// nullopt for a rule that also edits pages: that one applies to every response, as one without `in` does.
/// `line`: of the `in`.
std::optional<Condition> condition_of(const Reach& reach, int line);

}  // namespace caveat::rules
