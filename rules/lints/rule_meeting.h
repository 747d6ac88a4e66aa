// A reader and a page for which two rules apply at once.
#pragma once

#include <optional>
#include <string>

#include "rules/facts.h"
#include "rules/lints/rule_scope.h"

namespace caveat::rules {

/// A rule of a pack that is linted, with its scope. What it refers to outlives it.
struct ScopedRule {
  const WrittenPack* pack = nullptr;
  const WrittenRule* written = nullptr;
  Problems* problems = nullptr;  ///< of its file
  RuleScope scope;
  std::size_t order = 0;  ///< among the rules of all packs
};

struct RuleMeeting {
  Facts facts;  ///< for which both rules certainly apply
  /// "a reader in RU of https://www.newsroom.example/a/x"
  std::string words;
};

/// nullopt if none was found. What is found was asked of the rules themselves.
std::optional<RuleMeeting> meeting_of(const ScopedRule& a, const ScopedRule& b);

/// "`r` (other.toml:12)", or "`r` (line 12)" in the file of `seen_from`.
std::string named_place(const ScopedRule& rule, const ScopedRule& seen_from);

}  // namespace caveat::rules
