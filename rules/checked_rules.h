// What `caveat check` has to say about rule files: errors, and what is no error and hardly meant.
#pragma once

#include <chrono>
#include <functional>
#include <span>
#include <string>

#include "rules/rule_set.h"

namespace caveat::rules {

/// Whether there is a file of that path.
using FileExists = std::function<bool(const std::string& path)>;

/// Like `RuleSet::compile`. Beside its diagnostics there are warnings by lints (lints/lints.h), which look at
/// packs without errors; about comments that silence nothing; and, with `page_exists`, errors about tests
/// whose page is not there.
Compilation check_rules(std::span<const SourceFile> files, std::chrono::sys_seconds today,
                        const FileExists& page_exists = nullptr);

}  // namespace caveat::rules
