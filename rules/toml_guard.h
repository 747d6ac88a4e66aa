// Refuses texts that a TOML parser should never see.
#pragma once

#include <string_view>

#include "rules/rule_set.h"

namespace caveat::rules {

class Problems;

inline constexpr std::size_t kRuleFileBytes = 1024 * 1024;
inline constexpr int kTomlDepth = 32;
inline constexpr int kTomlDottedParts = 32;

/// Whether `file` is UTF-8 without NUL and within the bounds above; else adds why not. toml++ 3.3 recurses
/// once for each dotted part of a key, so that a long enough key overflows the stack.
bool guard_toml(const SourceFile& file, Problems& problems);

}  // namespace caveat::rules
