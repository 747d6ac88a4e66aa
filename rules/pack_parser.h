// One rule file -> one Pack.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "rules/pack.h"
#include "rules/rule_set.h"
#include "rules/widget_catalogue.h"

namespace caveat::rules {

/// Reports everything that is wrong in `file` in one run. The pack may only be used if no error was reported;
/// nullopt if the file is no TOML. `today` is for warnings about dates that have passed.
std::optional<Pack> parse_pack(const SourceFile& file, const WidgetCatalogue& widgets,
                               std::chrono::sys_seconds today, std::vector<Diagnostic>& diagnostics);

}  // namespace caveat::rules
