// What requests are judged by at this moment: rules and region data, swapped as one.
#pragma once

#include <memory>
#include <mutex>

#include "geoip/locator.h"
#include "rules/rule_set.h"

namespace caveat::proxy {

/// Rules and data that belong together. Neither is null.
struct Judgement {
  std::shared_ptr<const rules::RuleSet> rules;
  std::shared_ptr<const geoip::Locator> locator;
};

/// Safe to use from any thread. A response keeps the Judgement it began with.
class Snapshot {
 public:
  explicit Snapshot(Judgement judgement) : judgement_(std::move(judgement)) {}

  Judgement current() const;
  void swap(Judgement judgement);

 private:
  mutable std::mutex mutex_;
  Judgement judgement_;
};

}  // namespace caveat::proxy
