#include "rules/rule_explanation.h"

#include <utility>

#include "rules/calendar.h"

namespace caveat::rules {

namespace {

void append_dates(const PackHead& pack, const Facts& facts, std::vector<ConditionTrace>& conditions) {
  const std::string doubt = facts.time_in_doubt ? "the clock is in doubt: " : "";
  if (pack.retired()) conditions.push_back({"retired", pack.retired_line, Held::no, "the pack is retired"});
  if (const auto& begins = pack.validity.begins) {
    const bool held = pack.validity.has_begun(facts.now());
    conditions.push_back({"effective", begins->line, held ? Held::yes : Held::no,
                          doubt + iso_time(facts.now().latest) + (held ? " is not before " : " is before ") +
                              iso_time(begins->instant)});
  }
  if (const auto& ends = pack.validity.ends) {
    const bool held = !pack.validity.has_ended(facts.now());
    conditions.push_back({"expires", ends->line, held ? Held::yes : Held::no,
                          doubt + iso_time(facts.now().earliest) +
                              (held ? " is before " : " is not before ") + iso_time(ends->instant)});
  }
}

std::vector<ActionTrace> actions_of(const Rule& rule, const Facts& facts) {
  std::vector<ActionTrace> traces;
  for (std::size_t i = 0; i < rule.written_actions.size(); ++i) {
    ActionTrace trace;
    trace.key = rule.written_actions[i].key;
    trace.line = rule.written_actions[i].line;
    if (i < rule.actions.size()) {
      rule.actions[i]->explain(facts, trace);
    } else if (trace.key == "block" && rule.block) {
      rule.block->explain(facts, trace);
    } else if (trace.key == "acknowledge" && rule.acknowledgement) {
      rule.acknowledgement->explain(facts, trace);
    }
    traces.push_back(std::move(trace));
  }
  return traces;
}

}  // namespace

RuleTrace trace_of(const Rule& rule, const Facts& facts) {
  RuleTrace trace;
  trace.rule = rule.reason;
  trace.pack_title = rule.pack->title;
  trace.pack_owner = rule.pack->owner;
  trace.reference = rule.pack->reference;
  trace.applies = rule.applies(facts);
  append_dates(*rule.pack, facts, trace.conditions);
  for (const Condition& condition : rule.conditions) {
    trace.conditions.push_back(
        {condition.key, condition.line, condition.allows(facts), condition.matcher->explain(facts)});
  }
  trace.actions = actions_of(rule, facts);
  return trace;
}

}  // namespace caveat::rules
