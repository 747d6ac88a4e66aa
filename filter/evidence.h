// What proves, months later, what readers were given: kept before and after each covered response.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "filter/record.h"

namespace caveat::filter {

/// What an EvidenceSink has done since it began.
struct EvidenceFigures {
  /// Upper bounds of the histogram of commits, in seconds; one more bucket takes the rest.
  static constexpr std::array<double, 12> kBounds = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005,
                                                     0.01,   0.025,   0.05,   0.1,   0.5,    1};

  std::uint64_t decided = 0;       ///< records kept before the first byte
  std::uint64_t ended = 0;         ///< records kept after the last
  std::uint64_t endings_lost = 0;  ///< records after the last that could not be kept
  std::uint64_t not_kept = 0;      ///< of those before the first byte
  std::uint64_t uncovered = 0;     ///< responses that are only counted
  std::uint64_t failed_opens = 0;  ///< of files
  std::uint64_t failed_writes = 0;
  std::uint64_t failed_syncs = 0;
  std::uint64_t unsynced = 0;  ///< lines that counted as kept before their fsync failed
  std::uint64_t bytes = 0;     ///< that were kept
  std::array<std::uint64_t, kBounds.size() + 1> commits_by_time{};
  double commit_seconds = 0;  ///< of all records before the first byte, from their call to their end

  /// Copies that are sent elsewhere.
  struct Shipment {
    std::string_view to;
    std::uint64_t sent = 0;      ///< lines
    std::uint64_t dropped = 0;   ///< lines that were not sent, since too many waited
    std::uint64_t failures = 0;  ///< of connections and writes
    std::uint64_t waiting = 0;   ///< lines, at the moment
  };
  std::array<Shipment, 2> shipments{{{.to = "syslog"}, {.to = "kafka"}}};
};

/// Keeps what was decided before the first byte of a covered response, and how it ended after the last. Safe
/// to use from any thread; no call waits for a disk. What `decided` and `ended` are given is kept once
/// `commit` is called.
class EvidenceSink {
 public:
  struct Receipt {
    bool kept = false;         ///< as safe as it was asked to be
    std::uint64_t number = 0;  ///< of the record, if so
  };
  using Done = std::function<void(Receipt)>;

  virtual ~EvidenceSink() = default;
  /// Calls `done` once, on any thread, now or later: it must not take long.
  virtual void decided(const Record& record, Done done) = 0;
  /// `number`: as `decided` gave it. It is kept as soon as that is possible.
  virtual void ended(std::uint64_t number, const Record& record) = 0;
  /// Begins to keep what was given so far, all of it together. Each call may cost a change of threads, so
  /// call it once for what comes at the same time; without it, it may take a second until anything is kept.
  virtual void commit() = 0;
  /// Whoever waits for `done` has given up on it. Until anything is kept again, nobody is made to wait:
  /// `done` is called at once, for what is not kept.
  virtual void overdue() = 0;
  /// A response that no rule covers was sent: these are counted.
  virtual void uncovered() = 0;
  /// A covered response was sent whose record was not kept: so are these.
  virtual void sent_without_record() = 0;
  virtual EvidenceFigures figures() const = 0;
};

}  // namespace caveat::filter
