// Rule files from disk into a RuleSet, with their diagnostics.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "rules/pack_files.h"
#include "rules/rule_set.h"

namespace caveat::app {

/// Reads and compiles what is at `path`. Diagnostics of reading and compiling come together.
rules::Compilation load_rules(const std::string& path);

/// The same for a command: prints errors to standard error, and answers null if there is one.
std::shared_ptr<const rules::RuleSet> load_rules_or_complain(const std::string& path);

/// Whether approvals are read, in the same reading as the packs that they approve.
enum class Approvals { left_aside, read };

struct SettledRules {
  rules::Compilation compilation;
  std::vector<rules::SourceFile> packs;
  std::vector<rules::SourceFile> approvals;  ///< if they were asked for
  std::string newest_file;                   ///< the file that was changed last; empty if there is none
  std::chrono::sys_seconds newest_change{};
};

/// The same for a server whose files may be written at this moment: takes only what two readings in a row
/// found alike, so that files changed together are taken together; a file without an end to its last line
/// has to rest longer. Blocks for a tenth of a second, at most for three seconds; a folder that does not come
/// to rest is an error.
SettledRules load_settled_rules(const std::string& path, rules::EmptyRules empty,
                                Approvals approvals = Approvals::left_aside);

}  // namespace caveat::app
