#include "filter/trial_coverage.h"

#include <algorithm>

namespace caveat::filter {
namespace {

constexpr std::string_view kLastResort = "end of body";

void add_condition(const rules::ConditionTrace& trace, RuleCoverage& rule) {
  auto known = std::ranges::find_if(rule.conditions, [&](const ConditionCoverage& condition) {
    return condition.key == trace.key && condition.line == trace.line;
  });
  if (known == rule.conditions.end()) known = rule.conditions.insert(known, {trace.key, trace.line, 0, 0});
  if (trace.held == rules::Held::yes) ++known->held;
  if (trace.held == rules::Held::no) ++known->failed;
}

}  // namespace

TrialCoverage::TrialCoverage(const rules::PackSummary& pack) {
  for (const rules::RuleSummary& summary : pack.rules) {
    RuleCoverage& rule = rules_.emplace_back();
    rule.id = summary.id;
    rule.line = summary.line;
    for (const std::string& place : summary.places) rule.places.push_back({place, 0});
    // Every page has a body, so that nothing is tried behind a place in it.
    const bool comes_to_that = std::ranges::none_of(
        summary.places, [](const std::string& place) { return place.ends_with(" of body"); });
    if (!summary.places.empty() && comes_to_that) rule.places.push_back({std::string(kLastResort), 0});
  }
}

void TrialCoverage::add(const Trial& trial) {
  ++tests_;
  for (const rules::RuleTrace& trace : trial.traces) {
    RuleCoverage* rule = find(trace.rule.rule);
    if (!rule) continue;
    if (trace.applies == rules::Held::yes) ++rule->applied;
    for (const rules::ConditionTrace& condition : trace.conditions) add_condition(condition, *rule);
  }
  for (const RuleOutcome& outcome : trial.record.rules) {
    RuleCoverage* rule = find(outcome.rule);
    if (!rule) continue;
    const auto place = std::ranges::find(rule->places, outcome.place, &PlaceCoverage::place);
    if (place != rule->places.end()) ++place->used;
  }
}

RuleCoverage* TrialCoverage::find(const std::string& id) {
  const auto found = std::ranges::find(rules_, id, &RuleCoverage::id);
  return found == rules_.end() ? nullptr : &*found;
}

}  // namespace caveat::filter
