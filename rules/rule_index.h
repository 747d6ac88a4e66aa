// Finds the rules whose site and path a request may have.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/path_index.h"
#include "rules/path_readings.h"
#include "rules/rule.h"
#include "rules/rule_numbers.h"

namespace caveat::rules {

/// Immutable. Never passes over a rule that could apply. Of those that it names `when.site` holds; all else
/// has still to be asked.
class RuleIndex {
 public:
  /// `rules` in order; needed no longer than this takes.
  explicit RuleIndex(std::span<const Rule* const> rules);

  /// Calls `take` with RuleBits of the rules that a request for this may concern; of some perhaps twice.
  /// Allocates nothing, unless the path has parameters.
  template <typename Take>
  void visit(std::string_view site, std::string_view path, const Take& take) const {
    RuleNumbers taken;
    const auto take_list = [&](std::uint32_t number) {
      if (std::find(taken.begin(), taken.end(), number) != taken.end()) return;
      taken.push_back(number);
      for (const RuleBits bits : lists_[number]) take(bits);
    };
    const bool has_parameters = parameters_begin(path) != std::string_view::npos;
    const std::string other_reading = has_parameters ? path_without_parameters(path) : std::string();
    const auto visit_paths = [&](const PathIndex& paths) {
      paths.visit(path, take_list);
      if (has_parameters) paths.visit(other_reading, take_list);
    };
    visit_paths(any_site_);
    if (const auto exact = sites_.find(site); exact != sites_.end()) visit_paths(exact->second);
    if (domains_.empty()) return;
    for (std::size_t dot = site.find('.', 1); dot != std::string_view::npos; dot = site.find('.', dot + 1)) {
      const auto domain = domains_.find(site.substr(dot));
      if (domain != domains_.end()) visit_paths(domain->second);
    }
  }

 private:
  /// Hashes texts of whatever type, so that a look-up makes no string.
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using PathsBySite = std::unordered_map<std::string, PathIndex, TextHash, std::equal_to<>>;
  using Rules = std::vector<RuleBits>;

  void add(const Rule& rule, std::uint32_t number, const PathKeyCensus& census);
  void add(PathIndex& paths, const std::vector<PathKey>& keys, std::uint32_t number);
  PathIndex& paths_of(const SitePattern& site);

  PathIndex any_site_;
  PathsBySite sites_;
  PathsBySite domains_;       ///< by what their hosts end in: ".example.org"
  std::vector<Rules> lists_;  ///< by the numbers of the PathIndexes' keys
};

}  // namespace caveat::rules
