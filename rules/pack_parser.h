// One document -> one Pack.
#pragma once

#include <chrono>
#include <vector>

#include "rules/pack.h"
#include "rules/rule_set.h"
#include "rules/toml.h"
#include "rules/widget_catalogue.h"

namespace caveat::rules {

struct PackTerms {
  std::chrono::sys_seconds today{};  ///< for warnings about dates that have passed
  EmptyRules empty = EmptyRules::refused;
};

/// Reports everything that is wrong in `document`, which `file` holds. The pack may only be used if no error
/// was reported.
Pack parse_pack(const SourceFile& file, const TomlTable& document, const WidgetCatalogue& widgets,
                const PackTerms& terms, std::vector<Diagnostic>& diagnostics);

}  // namespace caveat::rules
