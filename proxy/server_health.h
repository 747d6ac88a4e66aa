// Whether a server of an upstream does well, as requests and checks tell.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>

#include "proxy/upstream_options.h"

namespace caveat::proxy {

/// Safe to use from any thread. A server that does well costs a request two loads.
class ServerHealth {
 public:
  using Moment = std::chrono::steady_clock::time_point;
  /// What a report has changed for the server as a whole.
  enum class Change { none, out, back };

  explicit ServerHealth(const HealthOptions& options)
      : max_failures_(options.max_failures), retry_after_(options.retry_after) {}

  /// A request was answered, whatever the status.
  Change succeeded();
  /// A request was not: no connection, no answer in time, or one that was none.
  Change failed(Moment now);
  /// A check, made beside the requests, went well or not.
  Change checked(bool went_well);
  /// A server that was taken out, and whose time is over, can be reached: the next failure takes it out at
  /// once.
  Change reached(Moment now);

  /// Not out, neither by requests nor by checks.
  bool is_sound() const { return !taken_out_ && !check_failed_; }
  /// Whether a request may try: the server is sound, or its time is over.
  bool may_be_asked(Moment now) const { return !check_failed_ && !is_out_by_requests(now); }
  /// No request has taken it out, or its time is over; its checks fail.
  bool is_out_by_checks_alone(Moment now) const { return check_failed_ && !is_out_by_requests(now); }
  bool is_due(Moment now) const { return taken_out_ && now >= out_until(); }
  Moment out_until() const { return Moment(Moment::duration(out_until_)); }

 private:
  bool is_out_by_requests(Moment now) const { return taken_out_ && now < out_until(); }
  template <class Report>
  Change after(Report report);

  const unsigned max_failures_;
  const std::chrono::milliseconds retry_after_;
  std::mutex mutex_;  ///< of those who change what follows
  std::atomic<unsigned> failures_ = 0;
  std::atomic<unsigned> failed_checks_ = 0;
  std::atomic<bool> taken_out_ = false;
  std::atomic<bool> check_failed_ = false;
  std::atomic<Moment::rep> out_until_ = 0;
};

}  // namespace caveat::proxy
