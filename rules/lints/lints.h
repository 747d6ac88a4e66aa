// The list of what `caveat check` looks for in rules that are no error and hardly meant.
#pragma once

#include <chrono>
#include <span>
#include <vector>

#include "rules/lints/rule_meeting.h"
#include "rules/lints/written_rule.h"
#include "rules/pack_reading.h"
#include "rules/problems.h"

namespace caveat::rules {

/// A pack without errors, and where warnings about it go. `written` and `problems` outlive it.
struct LintedPack {
  const WrittenPack& written;
  std::vector<WrittenRule> rules;
  Problems& problems;
  std::chrono::sys_seconds today{};

  const PackHead& head() const { return *written.pack.head; }
  const TomlTable& document() const { return written.document; }
};

/// Looks at one pack by itself.
using PackLint = void (*)(const LintedPack& pack);

/// Looks at how the rules of all packs, in order, stand to each other.
using RulePairLint = void (*)(std::span<const ScopedRule> rules);

/// One line each.
std::span<const PackLint> pack_lints();
std::span<const RulePairLint> rule_pair_lints();

/// Owner, legal basis, review, tests.
void lint_head(const LintedPack& pack);
/// Tests that no rule could meet, and patterns that no test meets.
void lint_tests(const LintedPack& pack);
/// Notices that lack a language of the site.
void lint_translations(const LintedPack& pack);
/// Selectors that match nothing, or everything.
void lint_selectors(const LintedPack& pack);
/// Characters that nobody sees.
void lint_characters(const LintedPack& pack);
/// Regions without a place in them.
void lint_regions(const LintedPack& pack);
/// Rules whose conditions contradict each other, and times that are over.
void lint_conditions(const LintedPack& pack);
/// Rules that another one hides.
void lint_shadowed_rules(std::span<const ScopedRule> rules);
/// Rules of which one blocks and one shows something, for some readers.
void lint_blocked_notices(std::span<const ScopedRule> rules);
/// Rules that contradict or repeat each other for some readers.
void lint_contradictions(std::span<const ScopedRule> rules);

}  // namespace caveat::rules
