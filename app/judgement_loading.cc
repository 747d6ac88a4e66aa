#include "app/judgement_loading.h"

#include <algorithm>
#include <utility>

#include "app/certificate_doubts.h"
#include "app/exposed_keys.h"
#include "app/lost_rules.h"
#include "app/region_loading.h"
#include "app/rule_loading.h"
#include "app/rule_reach.h"
#include "app/untold_facts.h"
#include "app/wall_clock.h"
#include "geoip/region_succession.h"
#include "proxy/server_log.h"
#include "rules/approval_check.h"
#include "rules/pack_succession.h"

namespace caveat::app {
namespace {

using Diagnostics = std::vector<rules::Diagnostic>;

void append(const Diagnostics& more, Diagnostics& diagnostics) {
  diagnostics.insert(diagnostics.end(), more.begin(), more.end());
}

void append_approval_findings(const rules::ApprovalPolicy& policy, const SettledRules& settled,
                              Diagnostics& diagnostics) {
  const auto packs = rules::judge_approvals(settled.packs, settled.approvals, &policy, diagnostics);
  append(rules::lacking_approvals(packs, policy.required), diagnostics);
}

/// The rules of one place, or null; what was said of them either way.
struct LoadedRules {
  std::shared_ptr<const rules::RuleSet> rules;
  std::string said;
  proxy::PastEvent last_change;
};

LoadedRules load_rules_of(const RulesConfiguration& configuration) {
  const bool approved_only = configuration.approvals.required > 0;
  const SettledRules settled = load_settled_rules(configuration.path, configuration.empty,
                                                  approved_only ? Approvals::read : Approvals::left_aside);
  const auto& rules = settled.compilation.rules;
  Diagnostics diagnostics = settled.compilation.diagnostics;
  if (rules) {
    append(rules::missing_packs(configuration.required, *rules, configuration.path), diagnostics);
    if (approved_only) append_approval_findings(configuration.approvals, settled, diagnostics);
  }
  const std::string said = rules::render(diagnostics, rules::DiagnosticFormat::text);
  return {rules::has_errors(diagnostics) ? nullptr : rules,
          said,
          {settled.newest_change, "the last change of " + settled.newest_file}};
}

/// "rules" where all sites share theirs, else "rules of" the first site that has those of `site`.
std::string subject_of(const ServeConfiguration& configuration, std::size_t site) {
  const auto& all = configuration.rules;
  const auto is_same = [&](const auto& one) { return one == all[site]; };
  if (std::all_of(all.begin(), all.end(), is_same)) return "rules";
  const auto first = std::find_if(all.begin(), all.end(), is_same) - all.begin();
  return "rules of " + configuration.server.sites[static_cast<std::size_t>(first)].name;
}

void load_certificates(const TlsConfiguration& configuration, Loaded& loaded) {
  std::string& problem = loaded.problems["certificates"];
  if (configuration.certificates.empty()) return;
  auto certificates = proxy::TlsServerContext::load(configuration.certificates, configuration.http2);
  if (certificates) {
    loaded.certificates = *std::move(certificates);
  } else {
    problem = certificates.error();
  }
}

/// Null if it is not fit to be used; `problem` then says why.
std::shared_ptr<const geoip::Locator> load_regions(const geoip::LocatorOptions& options,
                                                   const proxy::Judgement* in_force, std::string& problem) {
  auto locator = open_settled_locator(options);
  if (!locator) {
    problem = to_string(locator.error());
    return nullptr;
  }
  if (in_force == nullptr || options.databases.empty()) return *locator;
  const std::string loss = geoip::loss_of_places(*in_force->locator, **locator);
  if (loss.empty()) return *locator;
  problem = to_string(
      geoip::LocatorError{options.databases.front().path, 0, "the region database is refused: " + loss});
  return nullptr;
}

}  // namespace

Loaded load_judgement(const ServeConfiguration& configuration, proxy::JudgementClock& clock,
                      const proxy::Judgement* in_force) {
  Loaded loaded;
  proxy::Judgement judgement;
  std::map<const RulesConfiguration*, LoadedRules> by_place;
  bool good = true;
  for (std::size_t site = 0; site < configuration.rules.size(); ++site) {
    const RulesConfiguration& place = *configuration.rules[site];
    auto found = by_place.find(&place);
    if (found == by_place.end()) {
      found = by_place.emplace(&place, load_rules_of(place)).first;
      const LoadedRules& now = found->second;
      if (now.last_change.moment > loaded.rules_changed.moment) loaded.rules_changed = now.last_change;
      loaded.problems[subject_of(configuration, site)] = now.rules ? "" : now.said;
      good = good && now.rules;
    }
    judgement.rules.push_back(found->second.rules);
  }
  if (in_force != nullptr) {
    const auto lost =
        lost_packs(*in_force, configuration, judgement.rules, clock.span_with(loaded.rules_changed));
    for (const auto& [site, said] : lost) {
      // Sites that share their rules miss the same.
      std::string& problem = loaded.problems[subject_of(configuration, site)];
      if (problem.find(said) == std::string::npos) problem += said;
    }
    good = good && lost.empty();
  }
  load_certificates(configuration.tls, loaded);
  auto locator = load_regions(configuration.regions, in_force, loaded.problems["region data"]);
  if (!good || !locator) return loaded;
  for (const auto& [place, now] : by_place) {
    if (!now.said.empty()) proxy::log_warning(now.said);
  }
  judgement.locator = std::move(locator);
  loaded.judgement = std::move(judgement);
  return loaded;
}

void warn_of_doubts(const ServeConfiguration& configuration, const Loaded& loaded) {
  const auto tell = [](const std::vector<std::string>& doubts) {
    for (const std::string& doubt : doubts) proxy::log_warning(doubt);
  };
  if (loaded.judgement) {
    const proxy::Judgement& judgement = *loaded.judgement;
    tell(rules_out_of_reach(configuration, judgement.rules));
    tell(untold_facts(configuration, judgement.rules, judgement.locator->tells()));
  }
  if (loaded.certificates)
    tell(certificate_doubts(loaded.certificates->validities(), configuration.server.sites, now()));
  tell(exposed_keys(configuration));
}

std::string in_words(const ServeConfiguration& configuration, const proxy::Judgement& judgement) {
  std::string words;
  for (std::size_t site = 0; site < judgement.rules.size(); ++site) {
    const rules::RuleSet& rules = *judgement.rules[site];
    if (judgement.rules.size() > 1) words += configuration.server.sites[site].name + ": ";
    words += std::to_string(rules.pack_count()) + " packs with " + std::to_string(rules.rule_count()) +
             " rules, digest " + rules.digest() + "; ";
  }
  return words + "regions from the " + judgement.locator->description();
}

}  // namespace caveat::app
