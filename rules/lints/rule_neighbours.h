// Which rules could apply to one page, without comparing each with each.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lints/rule_scope.h"

namespace caveat::rules {

/// Rules by site and by the beginning of their paths. What it finds may still be apart; what it does not find
/// is.
class RuleNeighbours {
 public:
  /// `rule` is what `visit` gets. The scope outlives this. Add all, then ask.
  void add(const RuleScope& scope, std::size_t rule);

  /// Calls `visit` with each rule that may meet `scope`, perhaps more than once, until it answers true.
  /// Returns whether it did. Among a great many rules that are hard to tell apart some are left out, so that
  /// checking ten thousand rules takes seconds.
  bool any_near(const RuleScope& scope, const std::function<bool(std::size_t)>& visit);

 private:
  struct Entry {
    std::string path;  ///< what the paths begin with
    const RuleScope* scope;
    std::size_t rule;
  };
  struct Bucket {
    std::vector<Entry> entries;
    bool sorted = false;
  };
  using Visit = std::function<bool(std::size_t)>;

  bool any_in(Bucket& bucket, const RuleScope& scope, std::string_view path, const Visit& visit);

  /// By the site's letters from the last to the first, so that subdomains stand together.
  std::map<std::string, Bucket, std::less<>> buckets_;
  std::size_t looks_ = 0;
  std::size_t visits_ = 0;
};

}  // namespace caveat::rules
