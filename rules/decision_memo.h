// Remembers decisions, so that equal ones share one compiled Program.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "rules/decision.h"

namespace caveat::rules {

/// Bounded: when it is full it forgets everything, which costs compilations and nothing else. Safe to use
/// from any thread.
class DecisionMemo {
 public:
  explicit DecisionMemo(std::size_t capacity) : capacity_(capacity) {}

  /// The decision under `key`, made by `make` if it is new. `make` runs without the lock, so that two threads
  /// may make it at once; the first that is stored is everybody's.
  std::shared_ptr<const Decision> find_or_make(const std::string& key, const std::function<Decision()>& make);

 private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Decision>> decisions_;
};

}  // namespace caveat::rules
