// Rules that never do anything, because another one blocks wherever they apply.
#include <algorithm>

#include "rules/lints/lints.h"
#include "rules/lints/rule_neighbours.h"

namespace caveat::rules {

namespace {

bool blocks(const ScopedRule& rule) {
  return rule.written->rule->block && rule.written->is_carried_out();
}

/// The first block answers; what edits is hidden by any.
bool may_hide(const ScopedRule& block, const ScopedRule& hidden) {
  return &block != &hidden && (!hidden.written->rule->block || block.order < hidden.order);
}

void report(const ScopedRule& hidden, const ScopedRule& block) {
  if (hidden.order > block.order) {
    hidden.problems->add(Code::shadowed_rule, hidden.written->place(),
                         "this rule never does anything: wherever it applies, " + named_place(block, hidden) +
                             " blocks the page",
                         "delete it, or narrow the block");
    return;
  }
  block.problems->add(Code::shadowed_rule, block.written->place(),
                      "this block hides " + named_place(hidden, block) +
                          ", which never does anything: wherever that rule applies, the page is blocked",
                      "delete that rule, or narrow this block");
}

}  // namespace

void lint_shadowed_rules(std::span<const ScopedRule> rules) {
  RuleNeighbours near;
  for (const ScopedRule& rule : rules) {
    if (blocks(rule)) near.add(rule.scope, rule.order);
  }
  for (const ScopedRule& rule : rules) {
    if (!rule.written->is_carried_out() || rule.scope.moments.spans.empty()) continue;
    near.any_near(rule.scope, [&](std::size_t other) {
      const ScopedRule& block = rules[other];
      if (!may_hide(block, rule) || !covers(block.scope, rule.scope)) return false;
      report(rule, block);
      return true;
    });
  }
}

}  // namespace caveat::rules
