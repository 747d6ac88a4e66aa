// What the tests of a pack have tried of its rules.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "filter/trial.h"

namespace caveat::filter {

struct ConditionCoverage {
  std::string key;  ///< as written: "when.region"
  int line = 0;
  std::size_t held = 0;  ///< in so many tests
  std::size_t failed = 0;
};

struct PlaceCoverage {
  std::string place;  ///< "start of article"
  std::size_t used = 0;
};

struct RuleCoverage {
  std::string id;
  int line = 0;
  std::size_t applied = 0;
  std::vector<ConditionCoverage> conditions;
  std::vector<PlaceCoverage>
      places;  ///< of its notice, in the rule's order, then the last resort if it can come to that
};

class TrialCoverage {
 public:
  explicit TrialCoverage(const rules::PackSummary& pack);

  void add(const Trial& trial);

  std::size_t tests() const { return tests_; }
  /// In the order of the pack.
  const std::vector<RuleCoverage>& rules() const { return rules_; }

 private:
  RuleCoverage* find(const std::string& id);

  std::size_t tests_ = 0;
  std::vector<RuleCoverage> rules_;
};

}  // namespace caveat::filter
