// Remembers decisions, so that equal ones share one compiled Program.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "rules/decision.h"

namespace caveat::rules {

/// Bounded: when it is full it forgets everything, which costs compilations and nothing else. Safe to use
/// from any thread.
class DecisionMemo {
 public:
  explicit DecisionMemo(std::size_t capacity) : capacity_(capacity) {}

  /// The decision under `key`, or null. Allocates nothing.
  std::shared_ptr<const Decision> find(std::string_view key) const;
  /// Keeps it under `key` and answers it; if another thread was first, that one's decision is everybody's.
  std::shared_ptr<const Decision> keep(std::string_view key, Decision decision);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
  };

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Decision>, Hash, std::equal_to<>> decisions_;
};

}  // namespace caveat::rules
