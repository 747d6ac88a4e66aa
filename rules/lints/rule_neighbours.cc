#include "rules/lints/rule_neighbours.h"

#include <algorithm>
#include <utility>

namespace caveat::rules {

namespace {

constexpr std::size_t kLongestPath = 64;
constexpr std::size_t kMostKeys = 256;
/// Looking at two rules takes a fraction of a microsecond, comparing them some dozens.
constexpr std::size_t kMostLooks = 2'000'000;
constexpr std::size_t kMostVisits = 50'000;
constexpr std::string_view kAnySite;

/// "www.x.example" -> "elpmaxe.x.www"; "*.x.example" -> "elpmaxe.x."; any site -> "".
std::string reversed_site(const SitePattern& site) {
  if (site.matches_any_site()) return std::string(kAnySite);
  std::string text = site.text();
  if (text.starts_with('*')) text.erase(0, 1);
  return {text.rbegin(), text.rend()};
}

struct Keys {
  std::vector<std::string> sites;
  std::vector<std::string> paths;
};

Keys keys_of(const RuleScope& scope) {
  Keys keys;
  for (const SitePattern& site : scope.sites.when) keys.sites.push_back(reversed_site(site));
  if (keys.sites.empty() || keys.sites.size() > kMostKeys) keys.sites = {std::string(kAnySite)};
  const bool expressions = !scope.paths.when_expressions.empty();
  for (const PathAutomaton& glob : scope.paths.when)
    keys.paths.emplace_back(glob.literal_prefix().substr(0, kLongestPath));
  const bool many = keys.paths.size() * keys.sites.size() > kMostKeys;
  if (keys.paths.empty() || expressions || many) keys.paths = {""};
  return keys;
}

}  // namespace

void RuleNeighbours::add(const RuleScope& scope, std::size_t rule) {
  const Keys keys = keys_of(scope);
  for (const std::string& site : keys.sites) {
    for (const std::string& path : keys.paths) buckets_[site].entries.push_back({path, &scope, rule});
  }
}

bool RuleNeighbours::any_near(const RuleScope& scope, const Visit& visit) {
  const Keys keys = keys_of(scope);
  for (const std::string& site : keys.sites) {
    const bool family = site.empty() || site.ends_with('.');
    const auto begin = buckets_.lower_bound(site);
    auto end = begin;
    while (end != buckets_.end() && (family ? end->first.starts_with(site) : end->first == site)) ++end;
    for (const std::string& path : keys.paths) {
      for (auto bucket = begin; bucket != end; ++bucket) {
        if (any_in(bucket->second, scope, path, visit)) return true;
      }
      // The families that the site belongs to: "", "elpmaxe.", "elpmaxe.x.".
      for (std::size_t length = 0; length < site.size(); ++length) {
        if (length > 0 && site[length - 1] != '.') continue;
        const auto above = buckets_.find(std::string_view(site).substr(0, length));
        if (above != buckets_.end() && any_in(above->second, scope, path, visit)) return true;
      }
    }
  }
  return false;
}

bool RuleNeighbours::any_in(Bucket& bucket, const RuleScope& scope, std::string_view path,
                            const Visit& visit) {
  auto& entries = bucket.entries;
  if (!std::exchange(bucket.sorted, true)) {
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.path < b.path; });
  }
  const auto from = [&entries](std::string_view wanted) {
    return std::lower_bound(entries.begin(), entries.end(), wanted,
                            [](const Entry& entry, std::string_view text) { return entry.path < text; });
  };
  for (std::size_t length = 0; length <= path.size(); ++length) {
    const std::string_view beginning = path.substr(0, length);
    const bool whole = length == path.size();
    for (auto entry = from(beginning); entry != entries.end(); ++entry) {
      if (whole ? !entry->path.starts_with(path) : entry->path != beginning) break;
      if (looks_ == kMostLooks || visits_ == kMostVisits) return false;
      ++looks_;
      if (entry->scope == &scope || !may_meet(scope, *entry->scope)) continue;
      ++visits_;
      if (visit(entry->rule)) return true;
    }
  }
  return false;
}

}  // namespace caveat::rules
