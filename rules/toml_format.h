// Puts a rule file into the one layout.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/diagnostic.h"
#include "rules/rule_set.h"

namespace caveat::rules {

/// The text of `file` in the layout of toml_layout.h, with every comment. nullopt after adding to
/// `diagnostics` why not: it does not parse, or, which would be our fault, the result would not say the same
/// to the parser or would not have the same tokens.
std::optional<std::string> format_toml(const SourceFile& file, std::vector<Diagnostic>& diagnostics);

}  // namespace caveat::rules
