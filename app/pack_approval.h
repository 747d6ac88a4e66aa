// A person's signed word for a pack as it stands.
#pragma once

#include <string>

#include "app/approver_key.h"
#include "rules/approval.h"
#include "rules/rule_set.h"

namespace caveat::app {

/// What the approver says beside the signature. An empty name or role is as the key's file says.
struct ApprovalWords {
  std::string name;
  std::string role;
  std::string note;
};

/// Empty, or what is wrong with what is to stand in a file for years.
std::string fault_of(const ApprovalWords& words);

/// `pack` is a good one; `version` is this program's. Its time is now. The name is empty if nobody says it.
rules::Approval signed_approval(const rules::SourceFile& pack, const ApproverKey& key,
                                const ApprovalWords& words, const std::string& version);

}  // namespace caveat::app
