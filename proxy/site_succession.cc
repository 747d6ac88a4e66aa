#include "proxy/site_succession.h"

#include <set>
#include <string>

#include "proxy/site_table.h"

namespace caveat::proxy {
namespace {

/// As a SiteTable is asked for them. "*.example.org" is no host, so that no site has it but by what it ends
/// in; a site for any host has those that no other has.
std::vector<std::string> asked_hosts(const SiteOptions& site) {
  if (site.hosts.empty()) return {""};
  std::vector<std::string> hosts;
  for (const rules::SitePattern& pattern : site.hosts)
    hosts.push_back(pattern.matches_any_site() ? std::string() : pattern.text());
  return hosts;
}

}  // namespace

std::vector<SiteHeirs> site_heirs(std::span<const SiteOptions> before, std::span<const SiteOptions> next) {
  const SiteTable old_table(before);
  const SiteTable new_table(next);
  std::vector<std::set<std::size_t>> own(before.size());
  std::vector<std::set<std::size_t>> all(before.size());
  for (std::size_t old = 0; old < before.size(); ++old) {
    for (const std::string& host : asked_hosts(before[old])) {
      const auto heir = new_table.find(host);
      if (heir && old_table.find(host) == old) own[old].insert(*heir);
    }
    if (!own[old].empty()) continue;
    for (std::size_t heir = 0; heir < next.size(); ++heir) {
      if (before[old].name == next[heir].name) own[old].insert(heir);
    }
  }
  for (std::size_t heir = 0; heir < next.size(); ++heir) {
    for (const std::string& host : asked_hosts(next[heir])) {
      const auto old = old_table.find(host);
      if (old && new_table.find(host) == heir) all[*old].insert(heir);
    }
  }
  std::vector<SiteHeirs> heirs(before.size());
  for (std::size_t old = 0; old < before.size(); ++old) {
    heirs[old].own.assign(own[old].begin(), own[old].end());
    for (const std::size_t heir : all[old]) {
      if (!own[old].contains(heir)) heirs[old].carved_out.push_back(heir);
    }
  }
  return heirs;
}

}  // namespace caveat::proxy
