// What stays undone, and whether it may.
#pragma once

#include <boost/system/result.hpp>
#include <optional>

#include "filter/failure_reason.h"
#include "rules/decision.h"

namespace caveat::filter {

class Shortfall {
 public:
  explicit Shortfall(rules::OnFailure on_failure) : on_failure_(on_failure) {}

  /// Something cannot be done: an error where rules refuse to go without it; else it is remembered.
  boost::system::result<void, FailureReason> note(FailureReason reason) {
    if (on_failure_ == rules::OnFailure::refuse) return reason;
    noted_ = reason;
    return {};
  }
  const std::optional<FailureReason>& noted() const { return noted_; }

 private:
  rules::OnFailure on_failure_;
  std::optional<FailureReason> noted_;
};

}  // namespace caveat::filter
