// A notice, a label or a question that some readers never see, because another rule blocks the page for them.
#include <algorithm>
#include <map>
#include <utility>

#include "rules/lints/lints.h"
#include "rules/lints/rule_neighbours.h"

namespace caveat::rules {

namespace {

/// What a reader is meant to see beside the page. That a blocked page lacks what is removed is no
/// contradiction.
constexpr std::string_view kShown[] = {"insert", "label", "acknowledge"};

std::string_view shown_by(const ScopedRule& rule) {
  const auto found = std::find_if(std::begin(kShown), std::end(kShown), [&](std::string_view key) {
    return rule.written->value({key}) != nullptr;
  });
  return found == std::end(kShown) ? std::string_view() : *found;
}

struct Overlap {
  const ScopedRule* block;
  const ScopedRule* shows;
  std::string words;
};

/// By the later rule, whose warning names the first of the earlier ones.
using Overlaps = std::map<std::size_t, std::vector<Overlap>>;

void report(const std::vector<Overlap>& overlaps) {
  const Overlap& first = overlaps.front();
  const std::size_t more = overlaps.size() - 1;
  const std::string others = more == 0 ? "" : ", as of " + std::to_string(more) + " more rules";
  const std::string action(shown_by(*first.shows));
  if (first.shows->order > first.block->order) {
    first.shows->problems->add(
        Code::block_and_edit, first.shows->written->key_place(action),
        first.words + " gets the block of " + named_place(*first.block, *first.shows) + ", and never this " +
            in_quotes(action),
        "if that is meant, say so with `unless` here, or silence this with the reason");
    return;
  }
  first.block->problems->add(
      Code::block_and_edit, first.block->written->key_place("block"),
      first.words + " gets this block, and never the " + in_quotes(action) + " of " +
          named_place(*first.shows, *first.block) + others,
      "if that is meant, say so with `unless` in that rule, or silence this with the reason");
}

}  // namespace

void lint_blocked_notices(std::span<const ScopedRule> rules) {
  RuleNeighbours near;
  for (const ScopedRule& rule : rules) {
    if (rule.written->rule->block && rule.written->is_carried_out()) near.add(rule.scope, rule.order);
  }
  Overlaps overlaps;
  for (const ScopedRule& rule : rules) {
    if (!rule.written->is_carried_out() || rule.written->rule->block || shown_by(rule).empty()) continue;
    near.any_near(rule.scope, [&](std::size_t other) {
      const ScopedRule& block = rules[other];
      if (covers(block.scope, rule.scope)) return true;  // It is told that the rule is hidden.
      auto meeting = meeting_of(block, rule);
      if (!meeting) return false;
      overlaps[std::max(block.order, rule.order)].push_back({&block, &rule, std::move(meeting->words)});
      return true;
    });
  }
  for (const auto& [later, found] : overlaps) report(found);
}

}  // namespace caveat::rules
