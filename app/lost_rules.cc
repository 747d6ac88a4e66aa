#include "app/lost_rules.h"

#include <algorithm>
#include <set>
#include <utility>

#include "proxy/site_succession.h"
#include "rules/pack_succession.h"

namespace caveat::app {
namespace {

/// Rendered one by one, so that those of several sets can be compared.
std::set<std::string> lost(const rules::RuleSet& in_force, const rules::RuleSet& next,
                           const rules::TimeSpan& now) {
  std::set<std::string> said;
  for (const rules::Diagnostic& one : rules::lost_packs(in_force, next, now))
    said.insert(rules::render({&one, 1}, rules::DiagnosticFormat::text));
  return said;
}

std::string in_one_line(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

std::map<std::size_t, std::string> lost_packs(const proxy::Judgement& in_force,
                                              const ServeConfiguration& next, const SiteRules& rules,
                                              const rules::TimeSpan& now) {
  const auto& before = in_force.sites->options().sites;
  const auto heirs = proxy::site_heirs(before, next.server.sites);
  std::map<std::size_t, std::set<std::string>> missed;
  for (std::size_t old = 0; old < before.size(); ++old) {
    std::vector<std::size_t> asked = heirs[old];
    const auto same = std::ranges::find_if(
        asked, [&](std::size_t heir) { return next.server.sites[heir].name == before[old].name; });
    if (same != asked.end()) asked = {*same};
    std::set<std::string> in_none;
    for (const std::size_t heir : asked) {
      const bool may_go = next.rules[heir]->empty == rules::EmptyRules::allowed || rules[heir] == nullptr;
      const auto here = may_go ? std::set<std::string>() : lost(*in_force.rules[old], *rules[heir], now);
      if (heir == asked.front()) in_none = here;
      std::erase_if(in_none, [&here](const std::string& one) { return !here.contains(one); });
    }
    if (!in_none.empty()) missed[asked.front()].merge(in_none);
  }
  std::map<std::size_t, std::string> said;
  for (const auto& [site, packs] : missed)
    for (const std::string& pack : packs) said[site] += pack;
  return said;
}

std::vector<std::string> what_goes(const proxy::Judgement& in_force, const proxy::Judgement& next) {
  const auto& before = in_force.sites->options().sites;
  const auto& after = next.sites->options().sites;
  const auto heirs = proxy::site_heirs(before, after);
  std::vector<std::string> lines;
  for (std::size_t old = 0; old < before.size(); ++old) {
    if (heirs[old].empty()) lines.push_back("a site that is no longer served: " + before[old].name);
    for (const std::size_t heir : heirs[old]) {
      const std::string names = in_one_line(rules::rules_that_go(*in_force.rules[old], *next.rules[heir]));
      const bool is_same = before[old].name == after[heir].name;
      const std::string whose =
          is_same ? ""
                  : "of " + before[old].name + ", some of whose readers " + after[heir].name + " has now: ";
      std::string line = whose + "rules that are no longer in force: " + names;
      // Sites may share their rules.
      if (!names.empty() && std::ranges::find(lines, line) == lines.end()) lines.push_back(std::move(line));
    }
  }
  return lines;
}

}  // namespace caveat::app
