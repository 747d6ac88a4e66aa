#include "rules/rule_index.h"

#include <algorithm>

#include "rules/site_pattern.h"

namespace caveat::rules {

namespace {

/// A rule with more sites times paths than this is found by its sites alone.
constexpr std::size_t kMostPlaces = 4096;

/// What a rule asks of sites and of paths; null where it does not.
struct Asked {
  const std::vector<SitePattern>* sites = nullptr;
  const std::vector<PathPattern>* paths = nullptr;
};

Asked asked_by(const Rule& rule) {
  Asked asked;
  for (const Condition& condition : rule.conditions) {
    if (condition.exception) continue;
    if (condition.matcher->sites()) asked.sites = condition.matcher->sites();
    if (condition.matcher->paths()) asked.paths = condition.matcher->paths();
  }
  return asked;
}

}  // namespace

RuleIndex::RuleIndex(std::span<const Rule* const> rules) {
  PathKeyCensus census;
  for (const Rule* rule : rules) {
    const Asked asked = asked_by(*rule);
    if (!asked.paths) continue;
    for (const PathPattern& path : *asked.paths) census.count(path);
  }
  for (std::size_t i = 0; i < rules.size(); ++i) add(*rules[i], static_cast<std::uint32_t>(i), census);
  any_site_.settle();
  for (auto& [site, paths] : sites_) paths.settle();
  for (auto& [domain, paths] : domains_) paths.settle();
}

void RuleIndex::add(const Rule& rule, std::uint32_t number, const PathKeyCensus& census) {
  const Asked asked = asked_by(rule);
  std::vector<PathKey> keys;
  if (asked.paths) {
    for (const PathPattern& path : *asked.paths) keys.push_back(census.rarest(path));
  } else {
    keys.emplace_back();
  }
  if (!asked.sites) return add(any_site_, keys, number);
  if (asked.sites->size() * keys.size() > kMostPlaces) keys.assign(1, PathKey());
  for (const SitePattern& site : *asked.sites) add(paths_of(site), keys, number);
}

void RuleIndex::add(PathIndex& paths, const std::vector<PathKey>& keys, std::uint32_t number) {
  for (const PathKey& key : keys) {
    const std::uint32_t list = paths.add(key, static_cast<std::uint32_t>(lists_.size()));
    if (list == lists_.size()) lists_.emplace_back();
    Rules& rules = lists_[list];
    const auto word = static_cast<std::uint32_t>(word_of(number));
    if (rules.empty() || rules.back().word != word) rules.push_back({word, 0});
    rules.back().rules |= bit_of(number);
  }
}

PathIndex& RuleIndex::paths_of(const SitePattern& site) {
  switch (site.kind()) {
    case SitePattern::Kind::exact:
      return sites_[site.name()];
    case SitePattern::Kind::subdomains:
      return domains_[site.name()];
    case SitePattern::Kind::any:
      break;
  }
  return any_site_;
}

}  // namespace caveat::rules
