#include "proxy/site_succession.h"

#include <set>
#include <string>

#include "proxy/site_table.h"

namespace caveat::proxy {
namespace {

/// A host for each of the site's patterns; a site without any has those that no other has, and no host at
/// all.
std::vector<std::string> example_hosts(const SiteOptions& site) {
  if (site.hosts.empty()) return {""};
  std::vector<std::string> hosts;
  for (const rules::SitePattern& pattern : site.hosts) {
    const bool is_any = pattern.kind() == rules::SitePattern::Kind::any;
    hosts.push_back(is_any ? std::string() : pattern.example());
  }
  return hosts;
}

}  // namespace

std::vector<std::vector<std::size_t>> site_heirs(std::span<const SiteOptions> before,
                                                 std::span<const SiteOptions> next) {
  std::vector<std::set<std::size_t>> heirs(before.size());
  const SiteTable old_table(before);
  const SiteTable new_table(next);
  for (std::size_t old = 0; old < before.size(); ++old) {
    for (const std::string& host : example_hosts(before[old])) {
      if (const auto heir = new_table.find(host)) heirs[old].insert(*heir);
    }
  }
  for (std::size_t heir = 0; heir < next.size(); ++heir) {
    for (const std::string& host : example_hosts(next[heir])) {
      if (const auto old = old_table.find(host)) heirs[*old].insert(heir);
    }
    for (std::size_t old = 0; old < before.size(); ++old)
      if (before[old].name == next[heir].name) heirs[old].insert(heir);
  }
  std::vector<std::vector<std::size_t>> places;
  for (const std::set<std::size_t>& one : heirs) places.emplace_back(one.begin(), one.end());
  return places;
}

}  // namespace caveat::proxy
