// Which approvals of a set of packs count, and which packs lack some.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rules/approval.h"
#include "rules/approvers.h"

namespace caveat::rules {

enum class ApprovalState {
  valid,            ///< signed, for the pack as it is, by a listed key in the listed name
  edited_since,     ///< the pack is another than the one that was approved
  false_signature,  ///< the approval itself was changed, or was never signed
  unlisted_key,     ///< nobody vouches for the key
  other_name,       ///< in another name than the key is listed with
  unreadable,       ///< no approval at all
};

struct JudgedApproval {
  std::string file;
  ApprovalState state = ApprovalState::unreadable;
  std::optional<Approval> approval;  ///< absent if it is unreadable
};

struct PackApprovals {
  std::string file;
  std::string pack;
  std::string title;
  std::vector<JudgedApproval> approvals;  ///< in order of file
  std::size_t counted = 0;                ///< persons whose approvals are valid
};

/// Each of `packs` with those of `approvals` that are beside it by their names. Without a policy every key
/// counts as listed, in whatever name. Why an approval is unreadable, and which are of no pack, is added to
/// `diagnostics`, all as warnings.
std::vector<PackApprovals> judge_approvals(std::span<const SourceFile> packs,
                                           std::span<const SourceFile> approvals,
                                           const ApprovalPolicy* policy,
                                           std::vector<Diagnostic>& diagnostics);

/// What is wrong with the approval, in words; empty for a valid one.
std::string in_words(const JudgedApproval& approval);

/// An error for each pack that fewer than `required` persons approve, with what is wrong with the others.
std::vector<Diagnostic> lacking_approvals(std::span<const PackApprovals> packs, std::size_t required);

}  // namespace caveat::rules
