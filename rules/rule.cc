#include "rules/rule.h"

#include <algorithm>

namespace caveat::rules {

Held allowed_by(const Matcher& matcher, bool exception, const Facts& facts) {
  const Held held = matcher.matches(facts);
  if (!exception || held == Held::undecided) return held;
  return held == Held::yes ? Held::no : Held::yes;
}

Held Rule::applies(const Facts& facts) const {
  if (!pack->in_force(facts.now())) return Held::no;
  Held all = Held::yes;
  for (const Condition& condition : conditions) {
    const Held one = condition.allows(facts);
    if (one == Held::no) return Held::no;
    if (one == Held::undecided) all = Held::undecided;
  }
  return all;
}

Awaits Rule::awaits(const Facts& facts) const {
  Awaits first = Awaits::nothing;
  for (const Condition& condition : conditions) {
    if (condition.allows(facts) == Held::undecided)
      first = earlier(first, condition.matcher->awaits_next(facts));
  }
  return first;
}

bool Rule::accepted(const Facts& facts) const {
  return acknowledgement && std::ranges::find(facts.accepted, terms.id) != facts.accepted.end();
}

bool Rule::asks(const Facts& facts) const {
  return acknowledgement && !reason.shadow && !accepted(facts);
}

bool Rule::varies_by_reader(const Facts& facts) const {
  if (!pack->in_force(facts.now())) return false;
  // Some readers have accepted it, others have not.
  bool asks = acknowledgement != nullptr;
  for (const Condition& condition : conditions) {
    if (condition.matcher->asks_about_reader()) {
      asks = true;
    } else if (condition.allows(facts) == Held::no) {
      return false;
    }
  }
  return asks || acts_differ(facts);
}

bool Rule::acts_differ(const Facts& facts) const {
  const bool block_varies = block && block->varies_by_reader();
  return block_varies || std::any_of(actions.begin(), actions.end(), [&facts](const auto& action) {
           return action->varies_by_reader(facts);
         });
}

RuleSummary summary_of(const Rule& rule) {
  RuleSummary summary{.id = rule.reason.rule,
                      .line = rule.reason.line,
                      .severity = rule.severity,
                      .shadow = rule.reason.shadow};
  for (const Condition& condition : rule.conditions) {
    if (const auto* sites = condition.matcher->sites(); sites && summary.sites.empty())
      summary.sites = *sites;
    condition.matcher->add_asked_facts(summary.asked);
  }
  for (const auto& action : rule.actions) action->describe(rule.mark, summary);
  if (rule.acknowledgement) summary.answer_notice = rule.acknowledgement->notice_name();
  if (rule.block) summary.answer_notice = rule.block->notice_name();
  return summary;
}

Awaits earlier(Awaits a, Awaits b) {
  if (a == Awaits::nothing) return b;
  return b == Awaits::nothing ? a : std::min(a, b);
}

}  // namespace caveat::rules
