// The list of packs: what each is about, and how far it is from being in force.
#pragma once

#include <boost/json.hpp>
#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "rules/approval_check.h"
#include "rules/checked_rules.h"

namespace caveat::studio {

/// What the list is made of. Paths are within the rules' folder. What it refers to lives during the call.
struct PackShelf {
  std::span<const rules::SourceFile> packs;
  std::span<const rules::SourceFile> approvals;
  const rules::ApprovalPolicy* policy = nullptr;  ///< whose approvals count; null: every key will do
  std::chrono::sys_seconds now{};
  rules::FileExists page_exists = nullptr;  ///< of tests
};

/// `packs` and `required_approvals` as the page lists them; files that are no TOML are there as well. The
/// `states` of a pack, and of each of its `rules`, are those of pack_states.h; `state` is the pack's first.
boost::json::object pack_list(const PackShelf& shelf);

/// The approvals of one pack: who, when, and whether each still holds.
boost::json::array approvals_json(const rules::PackApprovals& approvals);

}  // namespace caveat::studio
