// Rule files from disk into a RuleSet, with their diagnostics.
#pragma once

#include <string>
#include <vector>

#include "rules/pack_files.h"
#include "rules/rule_set.h"

namespace caveat::app {

/// Reads and compiles what is at `path`. Diagnostics of reading and compiling come together.
rules::Compilation load_rules(const std::string& path,
                              rules::EmptyFolder empty = rules::EmptyFolder::refused);

/// The same for a command: prints errors to standard error, and answers null if there is one.
std::shared_ptr<const rules::RuleSet> load_rules_or_complain(const std::string& path);

}  // namespace caveat::app
