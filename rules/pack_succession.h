// Whether a set of rules may take another's place.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "rules/calendar.h"
#include "rules/diagnostic.h"
#include "rules/rule_set.h"

namespace caveat::rules {

/// An error for each pack of `in_force` that `next` does not have, unless it was retired or had expired:
/// files vanish by mistake (docs/decisions/008-packs-that-vanish.md).
std::vector<Diagnostic> lost_packs(const RuleSet& in_force, const RuleSet& next, const TimeSpan& now);

/// An error for each of the ids `required` that no pack of `rules` has.
std::vector<Diagnostic> missing_packs(std::span<const std::string> required, const RuleSet& rules,
                                      const std::string& path);

/// The rules of `in_force` that `next` does not have, as "pack/rule".
std::vector<std::string> rules_that_go(const RuleSet& in_force, const RuleSet& next);

}  // namespace caveat::rules
