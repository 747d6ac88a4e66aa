#include "app/rule_reach.h"

#include <algorithm>
#include <cstddef>
#include <set>

namespace caveat::app {
namespace {

using Hosts = std::vector<rules::SitePattern>;

/// No hosts are all hosts, on either side.
bool meet(const Hosts& some, const Hosts& others) {
  if (some.empty() || others.empty()) return true;
  return std::any_of(some.begin(), some.end(), [&](const rules::SitePattern& one) {
    return std::any_of(others.begin(), others.end(), [&](const auto& other) { return one.meets(other); });
  });
}

std::string first_of(const Hosts& hosts) {
  return "`" + hosts.front().text() + "`" + (hosts.size() > 1 ? ", ..." : "");
}

/// The rules of one folder that are for none of `hosts`.
struct Missed {
  std::size_t rules = 0;  ///< that could ever apply
  std::size_t missed = 0;
  std::string first;  ///< "pack/rule, for `host`"
};

Missed missed_by(const Hosts& hosts, const rules::RuleSet& rules) {
  Missed found;
  for (const rules::PackSummary& pack : rules.packs()) {
    if (pack.retired) continue;
    for (const rules::RuleSummary& rule : pack.rules) {
      ++found.rules;
      if (meet(rule.sites, hosts)) continue;
      if (found.missed++ == 0) found.first = pack.id + "/" + rule.id + ", for " + first_of(rule.sites);
    }
  }
  return found;
}

/// Of all sites that have these rules.
Hosts hosts_with(const ServeConfiguration& configuration, const RulesConfiguration* rules) {
  Hosts all;
  for (std::size_t i = 0; i < configuration.rules.size(); ++i) {
    const Hosts& hosts = configuration.server.sites[i].hosts;
    if (configuration.rules[i].get() != rules) continue;
    if (hosts.empty()) return {};
    all.insert(all.end(), hosts.begin(), hosts.end());
  }
  return all;
}

std::string name_of(const ServeConfiguration& configuration, std::size_t site) {
  if (configuration.server.sites.size() < 2) return "the site";
  return "the site `" + configuration.server.sites[site].name + "`";
}

}  // namespace

std::vector<std::string> rules_out_of_reach(const ServeConfiguration& configuration,
                                            const std::vector<std::shared_ptr<const rules::RuleSet>>& rules) {
  std::vector<std::string> warnings;
  std::set<const RulesConfiguration*> seen;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!rules[i]) continue;
    const RulesConfiguration* const from = configuration.rules[i].get();
    const Missed own = missed_by(configuration.server.sites[i].hosts, *rules[i]);
    if (own.rules == 0) {
      warnings.push_back("no rule in " + from->path + " is in force: every page of " +
                         name_of(configuration, i) + " leaves as it came");
    } else if (own.missed == own.rules) {
      warnings.push_back("no rule in " + from->path + " can apply on " + name_of(configuration, i) +
                         ", whose hosts are " + first_of(configuration.server.sites[i].hosts) +
                         ": each is for other hosts (" + own.first +
                         "); are two folders swapped, or a host misspelt?");
    } else if (seen.insert(from).second) {
      const Missed all = missed_by(hosts_with(configuration, from), *rules[i]);
      if (all.missed == 0) continue;
      warnings.push_back(
          std::to_string(all.missed) + " of " + std::to_string(all.rules) + " rules in " + from->path +
          " are for hosts that no site with these rules has, and never apply (the first: " + all.first +
          "); mend the host, or name it as one of the site's");
    }
  }
  return warnings;
}

}  // namespace caveat::app
