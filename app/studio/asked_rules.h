// The rules that a question is about: those on disk, with the drafts that it carries.
#pragma once

#include <memory>
#include <vector>

#include "app/pack_trials.h"
#include "app/studio/studio.h"
#include "rules/checked_rules.h"
#include "rules/rule_set.h"
#include "studio/drafts.h"

namespace caveat::app {

/// All packs as the author sees them, in order of path.
struct AskedPacks {
  std::vector<rules::SourceFile> files;
  /// Of what is on disk: whoever is told of another one later (/api/changes) asks anew.
  std::string digest;
};
studio::Asked<AskedPacks> asked_packs(const Studio& studio, const boost::json::object& question);

/// The same compiled. Packs with errors are left out and named in `left_out`, as a proxy would never have
/// taken them and the others are still to be seen at work.
struct AskedRules {
  std::shared_ptr<const rules::RuleSet> rules;
  std::vector<rules::SourceFile> packs;         ///< that it was made of
  std::vector<std::string> left_out;            ///< files
  std::vector<rules::Diagnostic> first_errors;  ///< the first of each that is left out
  std::string digest;                           ///< as of AskedPacks; empty where nobody asked for drafts
};

/// `packs`, but for those with errors.
studio::Asked<AskedRules> rules_without_errors(std::vector<rules::SourceFile> packs);

/// Those of a question, with its drafts.
studio::Asked<AskedRules> asked_rules(const Studio& studio, const boost::json::object& question);

/// Whether there is a page of that path within the folder, for tests of packs.
rules::FileExists page_exists_in(const RulesFolder& folder);

/// Reads such a page.
TestPages test_pages_in(const RulesFolder& folder);

/// The `file` of a question.
studio::Asked<std::string> asked_file(const boost::json::object& question);

}  // namespace caveat::app
