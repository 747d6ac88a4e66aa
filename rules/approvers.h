// Whose approvals count.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rules/table_reader.h"

namespace caveat::rules {

struct Approver {
  std::string name;
  std::string key;  ///< public, one line
};

/// A person may have several keys, and counts once. Nobody but those who are listed counts.
struct ApprovalPolicy {
  std::size_t required = 0;  ///< for each pack; 0: none
  std::vector<Approver> approvers;

  const Approver* find(std::string_view key) const;
  std::size_t persons() const;
};

/// `require_approvals` and `approvers` of the table that `rules` reads. What is wrong goes to `problems`: a
/// key that is none or that is there twice, and a requirement that those who are listed cannot meet.
ApprovalPolicy read_approval_policy(TableReader& rules, Problems& problems);

}  // namespace caveat::rules
