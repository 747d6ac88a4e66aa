// What requests are judged by at this moment: rules and region data, swapped as one.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "geoip/locator.h"
#include "rules/rule_set.h"

namespace caveat::proxy {

/// Rules and data that belong together. None is null.
struct Judgement {
  std::vector<std::shared_ptr<const rules::RuleSet>> rules;  ///< of each site, in the order of the options
  std::shared_ptr<const geoip::Locator> locator;
};

/// What concerns one site of them.
struct SiteJudgement {
  std::shared_ptr<const rules::RuleSet> rules;
  std::shared_ptr<const geoip::Locator> locator;
};

/// Safe to use from any thread. A response keeps the Judgement it began with.
class Snapshot {
 public:
  explicit Snapshot(Judgement judgement) : judgement_(std::move(judgement)) {}

  /// `site`: a place in the options' list, less than the number of rule sets.
  SiteJudgement current(std::size_t site) const;
  Judgement all() const;
  void swap(Judgement judgement);

 private:
  mutable std::mutex mutex_;
  Judgement judgement_;
};

}  // namespace caveat::proxy
