// One rule file -> one Pack.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "rules/pack.h"
#include "rules/rule_set.h"
#include "rules/widget_catalogue.h"

namespace caveat::rules {

struct PackTerms {
  std::chrono::sys_seconds today{};  ///< for warnings about dates that have passed
  EmptyRules empty = EmptyRules::refused;
};

/// Reports everything that is wrong in `file` in one run. The pack may only be used if no error was reported;
/// nullopt if the file is no TOML.
std::optional<Pack> parse_pack(const SourceFile& file, const WidgetCatalogue& widgets, const PackTerms& terms,
                               std::vector<Diagnostic>& diagnostics);

}  // namespace caveat::rules
