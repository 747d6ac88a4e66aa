#include "rules/compiled_rule_set.h"

#include <algorithm>
#include <utility>

#include "rules/calendar.h"
#include "rules/carrier.h"
#include "rules/inner_programs.h"

namespace caveat::rules {

namespace {

/// Some hundred rules times languages times regions.
constexpr std::size_t kRememberedDecisions = 1024;

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

/// What one kind of response gets: the strictest of the rules.
struct Strictness {
  OnFailure on_failure = OnFailure::serve;
  NonHtml non_html = NonHtml::serve;

  void add(const Rule& rule) {
    on_failure = std::max(on_failure, rule.on_failure);
    non_html = std::max(non_html, rule.non_html);
  }
};

/// Edits of pages and of what is inside other responses, for the Decision of one response.
class Edits {
 public:
  explicit Edits(const Facts& facts) : carrier_(carrier_of(facts).value_or(Carrier::page)) {}

  void add(const Rule& rule, const ActionContext& context, HeadEdits& head) {
    const auto places = inner_places(rule.reach, carrier_);
    if (places.empty()) {
      as_page_.add(rule);
      for (const auto& action : rule.actions) action->contribute(context, page_, head);
      return;
    }
    inside_.add(rule);
    for (std::size_t i = 0; i < places.size(); ++i) {
      HeadEdits again;
      for (const auto& action : rule.actions)
        action->contribute(context, inner_.at(places[i]), i == 0 ? head : again);
    }
  }

  void give_to(Decision& decision) {
    decision.on_failure = inner_.empty() ? as_page_.on_failure : inside_.on_failure;
    decision.non_html = as_page_.non_html;
    if (!page_.empty() && inner_.empty()) decision.program = page_.build();
    decision.inner = inner_.build();
  }

 private:
  Carrier carrier_;
  html::ProgramBuilder page_;
  InnerPrograms inner_;
  Strictness as_page_;
  Strictness inside_;
};

}  // namespace

CompiledRuleSet::CompiledRuleSet(std::vector<Pack> packs, std::string digest)
    : packs_(std::move(packs)), digest_(std::move(digest)), memo_(kRememberedDecisions) {
  for (const Pack& pack : packs_) {
    for (const Rule& rule : pack.rules) rules_.push_back(&rule);
  }
}

Decision CompiledRuleSet::decide(const Facts& facts) const {
  Applying applying;
  Awaits edits_await = Awaits::nothing;
  Awaits blocks_await = Awaits::nothing;
  bool varies = false;
  bool answered = false;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Rule& rule = *rules_[i];
    varies = varies || (!rule.reason.shadow && rule.varies_by_reader(facts));
    const Held applies = rule.applies(facts);
    if (applies == Held::no) continue;
    Awaits& awaits = blocks(i) ? blocks_await : edits_await;
    if (applies == Held::undecided) {
      awaits = earlier(awaits, rule.awaits(facts));
      continue;
    }
    applying.push_back(i);
    answered = answered || blocks(i) || rule.asks(facts);
    if (rule.reason.shadow || rule.block || rule.asks(facts)) continue;
    awaits = earlier(awaits, rule.reach.awaits(facts));
    for (const auto& action : rule.actions) awaits = earlier(awaits, action->awaits(facts));
  }
  // A block beats an acknowledgement, and the first block in order answers: so these wait for blocks. For
  // whatever else still waits the page need not be fetched.
  const Awaits awaits = answered ? blocks_await : earlier(blocks_await, edits_await);
  Decision decision;
  if (awaits == Awaits::nothing) {
    if (!applying.empty()) decision = *decided(applying, facts);
  } else {
    decision.verdict = Verdict::undecided;
    decision.awaits = awaits;
  }
  decision.varies_by_reader = varies;
  return decision;
}

bool CompiledRuleSet::blocks(std::size_t rule) const {
  return rules_[rule]->block && !rules_[rule]->reason.shadow;
}

Decision::Verdict CompiledRuleSet::verdict_of(const Applying& applying, const Facts& facts) const {
  const auto asks = [&](std::size_t i) { return rules_[i]->asks(facts); };
  if (std::ranges::any_of(applying, [this](std::size_t i) { return blocks(i); })) return Verdict::block;
  return std::ranges::any_of(applying, asks) ? Verdict::acknowledge : Verdict::edit;
}

std::shared_ptr<const Decision> CompiledRuleSet::decided(const Applying& applying, const Facts& facts) const {
  const Verdict verdict = verdict_of(applying, facts);
  return memo_.find_or_make(variant_of(applying, facts, verdict), [&] {
    if (verdict == Verdict::block) return block(applying, facts);
    return verdict == Verdict::acknowledge ? acknowledge(applying, facts) : edit(applying, facts);
  });
}

std::string CompiledRuleSet::variant_of(const Applying& applying, const Facts& facts, Verdict verdict) const {
  const int carrier = static_cast<int>(carrier_of(facts).value_or(Carrier::page));
  std::string variant;
  for (const std::size_t i : applying) {
    variant += std::to_string(i) + ":";
    const Rule& rule = *rules_[i];
    if (rule.reason.shadow) continue;
    if (!rule.reach.inner.empty()) variant += "in " + std::to_string(carrier) + ":";
    if (rule.block) rule.block->append_variant(facts, variant);
    if (rule.accepted(facts)) variant += "accepted:";
    if (rule.asks(facts)) rule.acknowledgement->append_variant(facts, variant);
    if (verdict != Verdict::edit) continue;
    for (const auto& action : rule.actions) action->append_variant(facts, variant);
  }
  return variant;
}

Decision CompiledRuleSet::edit(const Applying& applying, const Facts& facts) const {
  Decision decision;
  Edits edits(facts);
  for (const std::size_t i : applying) {
    const Rule& rule = *rules_[i];
    const ActionContext context{facts, static_cast<std::uint32_t>(decision.reasons.size()), rule.mark};
    decision.reasons.push_back(rule.reason);
    decision.reasons.back().accepted = rule.accepted(facts);
    if (rule.reason.shadow) continue;
    decision.verdict = Verdict::edit;
    edits.add(rule, context, decision.head_edits);
  }
  edits.give_to(decision);
  return decision;
}

/// As of a block, but of all rules that ask. Those that edit have their turn once the reader has accepted.
Decision CompiledRuleSet::acknowledge(const Applying& applying, const Facts& facts) const {
  Decision decision;
  decision.verdict = Verdict::acknowledge;
  html::ProgramBuilder unused;
  std::vector<AskedNotice> asked;
  for (const std::size_t i : applying) {
    const Rule& rule = *rules_[i];
    if (!rule.asks(facts) && !rule.reason.shadow) continue;
    const ActionContext context{facts, static_cast<std::uint32_t>(decision.reasons.size()), rule.mark};
    decision.reasons.push_back(rule.reason);
    if (rule.reason.shadow) continue;
    decision.reasons.back().asked = true;
    asked.push_back({rule.acknowledgement.get(), rule.terms});
    for (const auto& action : rule.actions) action->contribute(context, unused, decision.head_edits);
  }
  decision.acknowledgement = std::make_shared<const Acknowledgement>(acknowledgement_page(asked, facts));
  return decision;
}

/// The page's edits have nothing to act on; of the fields only those of the block's own rule are set.
Decision CompiledRuleSet::block(const Applying& applying, const Facts& facts) const {
  Decision decision;
  decision.verdict = Verdict::block;
  html::ProgramBuilder unused;
  Strictness strictness;
  for (const std::size_t i : applying) {
    const Rule& rule = *rules_[i];
    if (!rule.block && !rule.reason.shadow) continue;
    const ActionContext context{facts, static_cast<std::uint32_t>(decision.reasons.size()), rule.mark};
    decision.reasons.push_back(rule.reason);
    if (rule.reason.shadow) continue;
    strictness.add(rule);
    if (decision.block) continue;
    decision.block = std::make_shared<const Block>(rule.block->answer(facts));
    for (const auto& action : rule.actions) action->contribute(context, unused, decision.head_edits);
  }
  decision.on_failure = strictness.on_failure;
  decision.non_html = strictness.non_html;
  return decision;
}

std::vector<RuleTrace> CompiledRuleSet::explain(const Facts& facts) const {
  std::vector<RuleTrace> traces;
  for (const Rule* rule : rules_) {
    RuleTrace trace;
    trace.rule = rule->reason;
    trace.applies = rule->applies(facts);
    append_dates(*rule->pack, facts, trace.conditions);
    for (const Condition& condition : rule->conditions) {
      trace.conditions.push_back(
          {condition.key, condition.line, condition.allows(facts), condition.matcher->explain(facts)});
    }
    traces.push_back(std::move(trace));
  }
  return traces;
}

std::vector<std::shared_ptr<const html::MentionSet>> CompiledRuleSet::page_mentions() const {
  std::vector<std::shared_ptr<const html::MentionSet>> all;
  for (const Rule* rule : rules_) {
    for (const Condition& condition : rule->conditions) {
      if (auto mentions = condition.matcher->mentions()) all.push_back(std::move(mentions));
    }
  }
  return all;
}

std::vector<std::shared_ptr<const html::SelectorList>> CompiledRuleSet::page_elements() const {
  std::vector<std::shared_ptr<const html::SelectorList>> all;
  for (const Rule* rule : rules_) {
    for (const Condition& condition : rule->conditions) {
      if (auto elements = condition.matcher->elements()) all.push_back(std::move(elements));
    }
  }
  return all;
}

std::vector<std::string> CompiledRuleSet::regions_of(const geoip::Location& location) const {
  std::vector<std::string> names;
  for (const Pack& pack : packs_) {
    for (const auto& region : pack.regions) {
      const Inside inside = region->holds(location);
      const bool counted = inside == Inside::uncertain && region->uncertain_is_inside();
      if (inside == Inside::yes || counted) names.push_back(pack.head->id + "/" + region->name());
    }
  }
  return names;
}

std::vector<Terms> CompiledRuleSet::terms() const {
  std::vector<Terms> all;
  for (const Rule* rule : rules_) {
    if (rule->acknowledgement) all.push_back(rule->terms);
  }
  return all;
}

std::vector<PackSummary> CompiledRuleSet::packs() const {
  std::vector<PackSummary> summaries;
  for (const Pack& pack : packs_) {
    PackSummary summary{pack.head->id, pack.head->file, pack.head->retired(), pack.head->validity, {},
                        pack.tests};
    for (const Rule& rule : pack.rules) summary.rules.push_back(summary_of(rule));
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

}  // namespace caveat::rules
