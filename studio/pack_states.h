// How far a pack, and each of its rules, is from being in force.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/toml.h"

namespace caveat::studio {

/// What is asked of a pack beside its text.
struct PackStanding {
  bool has_errors = false;
  bool lacks_approvals = false;  ///< the proxy's configuration demands more than there are
  std::chrono::sys_seconds now{};
};

/// All that hold, most pressing first: "draft" (it has errors), "unapproved", "retired", "expired",
/// "not-yet", "review-due", "expiring" (within 60 days), "shadow" (of a rule: decided and recorded, pages
/// stay as they are), "in-force" (none of those that keep it from readers).
using States = std::vector<std::string_view>;

/// `pack`: its table [pack]; null if it has none.
States pack_states(const rules::TomlTable* pack, const PackStanding& standing);

/// The same of one of its rules, with its own `mode`, `when.between` and `unless.between`.
States rule_states(const rules::TomlTable* pack, const rules::TomlTable& rule, const PackStanding& standing);

}  // namespace caveat::studio
