// Which servers one request is sent to, one after the other, until one answers.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

#include "proxy/upstream_group.h"

namespace caveat::proxy {

/// Whether a server that gets the request twice does what it would have done once (RFC 9110, 9.2.2); methods
/// that we do not know are not.
bool is_idempotent(std::string_view method);

/// One sending of a request.
struct UpstreamAttempt {
  std::size_t server = 0;
  bool may_use_kept = true;  ///< a connection that has carried a request before
};

/// How an attempt failed before the head of a response was there.
struct AttemptFailure {
  std::string_view reason;  ///< a counter's label
  bool on_kept = false;     ///< on a kept connection, which the server may have been about to close
  bool sent = false;        ///< the server may have seen some of the request
  bool answered = false;    ///< some byte of a response came
  bool timed_out = false;
};

/// Repeats only what cannot be done twice by it: a request of which no byte was sent, or an idempotent one
/// without a body that nothing came back for (RFC 9110, 9.2.2). Tells the group how its servers do.
class UpstreamAttempts {
 public:
  /// `is_repeatable`: idempotent, and without a body. `group` outlives it.
  UpstreamAttempts(UpstreamGroup& group, bool is_repeatable) : group_(group), is_repeatable_(is_repeatable) {}

  UpstreamAttempt first();
  /// The next one, after that one has failed; nullopt: the request has failed.
  std::optional<UpstreamAttempt> after(const AttemptFailure& failure);
  /// The last one was answered.
  void succeeded() { group_.succeeded(current_.server); }

 private:
  bool may_repeat(const AttemptFailure& failure) const;
  std::optional<UpstreamAttempt> next_server();

  UpstreamGroup& group_;
  bool is_repeatable_;
  TriedServers tried_;
  unsigned retries_ = 0;
  UpstreamAttempt current_;
};

}  // namespace caveat::proxy
