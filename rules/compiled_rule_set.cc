#include "rules/compiled_rule_set.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory_resource>
#include <utility>

#include "rules/carrier.h"
#include "rules/inner_programs.h"
#include "rules/rule_explanation.h"

namespace caveat::rules {

namespace {

/// Some hundred rules times languages times regions.
constexpr std::size_t kRememberedDecisions = 1024;

/// Longer keys of decisions take memory of their own.
constexpr std::size_t kUsualKeyBytes = 1024;

using Verdict = Decision::Verdict;

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
    decision.inner = SharedList(inner_.build());
  }

 private:
  Carrier carrier_;
  html::ProgramBuilder page_;
  InnerPrograms inner_;
  Strictness as_page_;
  Strictness inside_;
};

std::vector<const Rule*> rules_of(const std::vector<Pack>& packs) {
  std::vector<const Rule*> rules;
  for (const Pack& pack : packs) {
    for (const Rule& rule : pack.rules) rules.push_back(&rule);
  }
  return rules;
}

}  // namespace

CompiledRuleSet::CompiledRuleSet(std::vector<Pack> packs, std::string digest)
    : packs_(std::move(packs)),
      rules_(rules_of(packs_)),
      candidates_(rules_),
      digest_(std::move(digest)),
      memo_(kRememberedDecisions) {}

Decision CompiledRuleSet::decide(const Facts& facts) const {
  Applying applying;
  Awaits edits_await = Awaits::nothing;
  Awaits blocks_await = Awaits::nothing;
  const CandidateRules::Found found = candidates_.find(facts);
  bool answered = false;
  for (const auto& [i, applies] : found.rules) {
    const Rule& rule = *rules_[i];
    const RuleQuestions& known = candidates_.questions(i);
    Awaits& awaits = known.blocks ? blocks_await : edits_await;
    if (applies == Held::undecided) {
      awaits = earlier(awaits, rule.awaits(facts));
      continue;
    }
    applying.push_back(i);
    const bool asks = known.may_ask && rule.asks(facts);
    answered = answered || known.blocks || asks;
    if (known.shadow || known.blocks || asks || !known.may_wait) continue;
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
  decision.varies_by_reader = found.varies;
  return decision;
}

Verdict CompiledRuleSet::verdict_of(const Applying& applying, const Facts& facts) const {
  const auto blocks = [&](std::uint32_t i) { return candidates_.questions(i).blocks; };
  const auto asks = [&](std::uint32_t i) {
    return candidates_.questions(i).may_ask && rules_[i]->asks(facts);
  };
  if (std::ranges::any_of(applying, blocks)) return Verdict::block;
  return std::ranges::any_of(applying, asks) ? Verdict::acknowledge : Verdict::edit;
}

std::shared_ptr<const Decision> CompiledRuleSet::decided(const Applying& applying, const Facts& facts) const {
  const Verdict verdict = verdict_of(applying, facts);
  std::array<std::byte, kUsualKeyBytes> buffer;
  std::pmr::monotonic_buffer_resource memory(buffer.data(), buffer.size());
  VariantKey key(&memory);
  key.reserve(kUsualKeyBytes / 2);
  append_variant(applying, facts, verdict, key);
  if (auto known = memo_.find(key)) return known;
  if (verdict == Verdict::block) return memo_.keep(key, block(applying, facts));
  return memo_.keep(key,
                    verdict == Verdict::acknowledge ? acknowledge(applying, facts) : edit(applying, facts));
}

void CompiledRuleSet::append_variant(const Applying& applying, const Facts& facts, Verdict verdict,
                                     VariantKey& variant) const {
  const auto carrier = static_cast<char>(carrier_of(facts).value_or(Carrier::page));
  for (const std::uint32_t i : applying) {
    variant.append(reinterpret_cast<const char*>(&i), sizeof i);
    const RuleQuestions& known = candidates_.questions(i);
    if (!known.has_variants) continue;
    const Rule& rule = *rules_[i];
    if (rule.acknowledgement) variant += rule.accepted(facts) ? 'a' : 'q';
    if (known.shadow) continue;
    if (!rule.reach.inner.empty()) variant += carrier;
    if (rule.block) rule.block->append_variant(facts, variant);
    if (rule.asks(facts)) rule.acknowledgement->append_variant(facts, variant);
    if (verdict != Verdict::edit) continue;
    for (const auto& action : rule.actions) action->append_variant(facts, variant);
  }
}

Decision CompiledRuleSet::edit(const Applying& applying, const Facts& facts) const {
  Decision decision;
  Edits edits(facts);
  for (const std::size_t i : applying) {
    const Rule& rule = *rules_[i];
    const ActionContext context{facts, static_cast<std::uint32_t>(decision.reasons.size()), rule.mark};
    Reason reason = rule.reason;
    reason.accepted = rule.accepted(facts);
    decision.reasons.push_back(std::move(reason));
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
    Reason reason = rule.reason;
    reason.asked = !reason.shadow;
    decision.reasons.push_back(std::move(reason));
    if (rule.reason.shadow) continue;
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
  for (const Rule* rule : rules_) traces.push_back(trace_of(*rule, facts));
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

std::vector<Terms> CompiledRuleSet::terms() const {
  std::vector<Terms> all;
  for (const Rule* rule : rules_) {
    if (rule->acknowledgement) all.push_back(rule->terms);
  }
  return all;
}

}  // namespace caveat::rules
