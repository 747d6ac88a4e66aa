#include "rules/decision_memo.h"

#include <utility>

namespace caveat::rules {

std::shared_ptr<const Decision> DecisionMemo::find_or_make(const std::string& key,
                                                           const std::function<Decision()>& make) {
  {
    const std::lock_guard lock(mutex_);
    const auto known = decisions_.find(key);
    if (known != decisions_.end()) return known->second;
  }
  auto made = std::make_shared<const Decision>(make());
  const std::lock_guard lock(mutex_);
  if (decisions_.size() >= capacity_) decisions_.clear();
  return decisions_.emplace(key, std::move(made)).first->second;
}

}  // namespace caveat::rules
