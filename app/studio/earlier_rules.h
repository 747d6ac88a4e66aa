// The rules that a draft is compared with.
#pragma once

#include <string>
#include <vector>

#include "app/studio/studio.h"
#include "rules/rule_set_difference.h"

namespace caveat::app {

/// A pack that the other side of a comparison does not have.
struct PackNotTaken {
  std::string file;  ///< or a folder that cannot be read
  enum class Why { has_errors, lacks_approvals, unreadable };
  Why why = Why::has_errors;
  std::size_t approvals = 0;  ///< that count
};

struct EarlierRules {
  rules::RuleSetVersion version;
  std::string folder;                          ///< whose packs they are
  const RulesConfiguration* served = nullptr;  ///< of the proxy; null: no configuration has a say
  std::vector<PackNotTaken> not_taken;
};

/// Files that a comparison leaves aside on both sides, since the draft of them has errors: a slip is no end
/// of a duty.
using LeftAside = std::vector<std::string>;

/// What readers of `site` get, as far as files tell: of the folder that the proxy reads for it, those packs
/// that have no errors and the approvals that its configuration demands; of one file, if it reads that. If
/// `site` is empty, of the site that reads the folder of the studio, else of the first. Without a
/// configuration: of the folder of the studio. Error: 422 if there is no such site, or nothing that can be
/// read.
studio::Asked<EarlierRules> rules_in_force(const Studio& studio, const std::string& site,
                                           const LeftAside& aside);

/// The packs of the studio's folder as they are saved, but for those with errors. Error: as above.
studio::Asked<EarlierRules> saved_rules(const Studio& studio, const LeftAside& aside);

/// Those of another folder, within those that the studio may read. Error: 422 if it has errors, holds no
/// packs, or cannot be read.
studio::Asked<EarlierRules> rules_of_folder(const Studio& studio, const std::string& folder,
                                            const LeftAside& aside);

}  // namespace caveat::app
