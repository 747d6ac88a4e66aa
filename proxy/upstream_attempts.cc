#include "proxy/upstream_attempts.h"

#include <algorithm>
#include <array>

namespace caveat::proxy {

bool is_idempotent(std::string_view method) {
  constexpr std::array<std::string_view, 5> kMethods = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"};
  return std::find(kMethods.begin(), kMethods.end(), method) != kMethods.end();
}

UpstreamAttempt UpstreamAttempts::first() {
  return next_server().value_or(UpstreamAttempt());
}

std::optional<UpstreamAttempt> UpstreamAttempts::next_server() {
  const auto server = group_.choose(tried_, std::chrono::steady_clock::now());
  if (!server) return std::nullopt;
  tried_.add(*server);
  current_ = {.server = *server, .may_use_kept = true};
  return current_;
}

bool UpstreamAttempts::may_repeat(const AttemptFailure& failure) const {
  if (failure.answered) return false;
  if (!failure.sent) return true;
  return is_repeatable_ && (!failure.timed_out || group_.options().retry_timeouts);
}

std::optional<UpstreamAttempt> UpstreamAttempts::after(const AttemptFailure& failure) {
  if (failure.on_kept && !failure.timed_out && may_repeat(failure)) {
    // Most likely closed while it was idle, which says nothing of the server.
    current_.may_use_kept = false;
    return current_;
  }
  group_.failed(current_.server, std::chrono::steady_clock::now(), failure.reason);
  if (!may_repeat(failure) || retries_ == group_.options().retries) return std::nullopt;
  ++retries_;
  return next_server();
}

}  // namespace caveat::proxy
