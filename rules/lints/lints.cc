#include "rules/lints/lints.h"

namespace caveat::rules {

namespace {

constexpr PackLint kPackLints[] = {lint_head,       lint_tests,   lint_translations, lint_selectors,
                                   lint_characters, lint_regions, lint_conditions};

constexpr RulePairLint kRulePairLints[] = {lint_shadowed_rules, lint_blocked_notices, lint_contradictions};

}  // namespace

std::span<const PackLint> pack_lints() {
  return kPackLints;
}

std::span<const RulePairLint> rule_pair_lints() {
  return kRulePairLints;
}

}  // namespace caveat::rules
