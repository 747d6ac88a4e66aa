#include "rules/rule_questions.h"

#include <algorithm>

namespace caveat::rules {

namespace {

constexpr std::chrono::sys_seconds kNever = std::chrono::sys_seconds::max();
constexpr std::chrono::sys_seconds kAlways = std::chrono::sys_seconds::min();

bool asks_for_site(const Condition& condition) {
  return !condition.exception && condition.matcher->sites() != nullptr;
}

/// What an action says where nothing is known holds for whatever is known (action.h).
void note_actions(const Rule& rule, RuleQuestions& questions) {
  const Facts nothing;
  VariantKey variant;
  questions.may_wait = !rule.reach.inner.empty();
  questions.acts_differ = rule.block && rule.block->varies_by_reader();
  for (const auto& action : rule.actions) {
    questions.may_wait = questions.may_wait || action->awaits(nothing) != Awaits::nothing;
    questions.acts_differ = questions.acts_differ || action->varies_by_reader(nothing);
    action->append_variant(nothing, variant);
  }
  questions.has_variants =
      !rule.reach.inner.empty() || rule.block || rule.acknowledgement || !variant.empty();
}

RuleQuestions questions_of(const Rule& rule) {
  RuleQuestions questions;
  const Validity& validity = rule.pack->validity;
  questions.begins = validity.begins ? validity.begins->instant : kAlways;
  if (rule.pack->retired()) questions.begins = kNever;
  questions.ends = validity.ends ? validity.ends->instant : kNever;
  questions.blocks = rule.block && !rule.reason.shadow;
  questions.may_ask = rule.acknowledgement && !rule.reason.shadow;
  questions.shadow = rule.reason.shadow;
  // Some readers have accepted it, others have not.
  questions.asks_about_reader =
      rule.acknowledgement ||
      std::any_of(rule.conditions.begin(), rule.conditions.end(),
                  [](const Condition& condition) { return condition.matcher->asks_about_reader(); });
  note_actions(rule, questions);
  return questions;
}

}  // namespace

QuestionsOfRules::QuestionsOfRules(std::span<const Rule* const> rules) {
  for (const Rule* rule : rules) {
    RuleQuestions questions = questions_of(*rule);
    questions.first = static_cast<std::uint32_t>(questions_.size());
    const auto add = [&](const Condition& condition) {
      const Matcher& matcher = *condition.matcher;
      questions_.push_back({&matcher, condition.exception, matcher.asks_about_reader()});
    };
    for (const Condition& condition : rule->conditions) {
      if (!asks_for_site(condition)) continue;
      add(condition);
      ++questions.sites;
    }
    for (const Condition& condition : rule->conditions) {
      if (asks_for_site(condition) || !condition.asks_for_place_only()) continue;
      add(condition);
      ++questions.places;
    }
    for (const Condition& condition : rule->conditions) {
      if (asks_for_site(condition) || condition.asks_for_place_only()) continue;
      add(condition);
      ++questions.others;
    }
    rules_.push_back(questions);
  }
}

Stance QuestionsOfRules::ask(std::size_t rule, const Facts& facts, AnsweredByIndex answered) const {
  const RuleQuestions& questions = rules_[rule];
  const TimeSpan now = facts.now();
  if (now.latest < questions.begins || now.earliest >= questions.ends) return {};
  Stance stance{Held::yes, true};
  const auto all =
      std::span(questions_)
          .subspan(questions.first, std::size_t{questions.sites} + questions.places + questions.others);
  for (std::size_t i = answered.sites ? questions.sites : 0; i < all.size(); ++i) {
    if (answered.places && i == questions.sites) i += questions.places;
    if (i == all.size()) break;
    const Held held = allowed_by(*all[i].matcher, all[i].exception, facts);
    if (held == Held::no && !all[i].about_reader) return {};
    if (held == Held::no) stance.applies = Held::no;
    if (held == Held::undecided && stance.applies == Held::yes) stance.applies = Held::undecided;
  }
  return stance;
}

}  // namespace caveat::rules
