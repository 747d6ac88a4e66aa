#include "rules/decision_memo.h"

#include <utility>

namespace caveat::rules {

std::shared_ptr<const Decision> DecisionMemo::find(std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const auto known = decisions_.find(key);
  return known == decisions_.end() ? nullptr : known->second;
}

std::shared_ptr<const Decision> DecisionMemo::keep(std::string_view key, Decision decision) {
  auto made = std::make_shared<const Decision>(std::move(decision));
  const std::lock_guard lock(mutex_);
  if (decisions_.size() >= capacity_) decisions_.clear();
  return decisions_.emplace(key, std::move(made)).first->second;
}

}  // namespace caveat::rules
