// What requests are served and judged by at this moment: sites, rules and region data, swapped as one.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "geoip/locator.h"
#include "proxy/served_sites.h"
#include "rules/rule_set.h"

namespace caveat::proxy {

/// What belongs together. None is null, but `sites` until a server serves them.
struct Judgement {
  std::vector<std::shared_ptr<const rules::RuleSet>> rules;  ///< of each site, in the order of the options
  std::shared_ptr<const geoip::Locator> locator;
  std::shared_ptr<const ServedSites> sites = {};
};

/// Safe to use from any thread. A response keeps what it began with.
class Snapshot {
 public:
  explicit Snapshot(Judgement judgement);

  std::shared_ptr<const Judgement> current() const;
  void swap(Judgement judgement);
  /// Another one after each swap. Whoever reads it before `current` notices the next swap by it.
  std::uint64_t version() const { return version_.load(std::memory_order_acquire); }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Judgement> judgement_;
  std::atomic<std::uint64_t> version_ = 1;
};

}  // namespace caveat::proxy
