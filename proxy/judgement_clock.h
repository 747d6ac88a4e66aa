// The time by which requests are judged; a wall clock that jumps takes no rule out of force.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "rules/calendar.h"

namespace caveat::proxy {

/// What the machine's clocks say at one moment.
struct ClockReading {
  std::chrono::sys_seconds wall{};
  std::chrono::seconds running{};  ///< since any fixed moment; is never set, and counts while asleep
};

/// CLOCK_REALTIME and CLOCK_BOOTTIME.
ClockReading read_machine_clocks();

/// A moment for Facts.
struct JudgedTime {
  std::chrono::sys_seconds time{};  ///< never earlier than one given out before
  std::optional<rules::TimeSpan> in_doubt;

  /// All moments that it may be.
  rules::TimeSpan span() const { return in_doubt.value_or(rules::TimeSpan{time, time}); }
};

/// Holds the wall clock against the time that has passed since the start, and against moments that are
/// certainly past. Where they disagree, it is in doubt what time it is, and rules that may be in force are
/// (docs/decisions/007-clock.md). Safe to use from any thread.
class JudgementClock {
 public:
  using Read = std::function<ClockReading()>;
  /// Told when the clock comes into doubt, with the reason in words, and with an empty text when the doubt is
  /// over. Called under the clock's lock, on the thread that asked for the time.
  using Tell = std::function<void(const std::string& doubt)>;

  explicit JudgementClock(Read read = read_machine_clocks, Tell tell = {});

  /// It is later than `moment`, whatever the wall clock says; `event` says what was then: "the build". Takes
  /// the place of what the same `subject` said before.
  void certainly_past(const std::string& subject, std::chrono::sys_seconds moment, const std::string& event);

  JudgedTime now();

 private:
  enum class Doubt { none, ran_ahead, fell_behind, before_the_past };
  struct PastEvent {
    std::chrono::sys_seconds moment{};
    std::string name;
  };

  Doubt doubt_of(const ClockReading& reading) const;
  std::chrono::sys_seconds steady_time(const ClockReading& reading) const;
  void tell(Doubt doubt, const ClockReading& reading);

  std::mutex mutex_;
  const Read read_;
  const Tell tell_;
  ClockReading anchor_;         ///< the steady time counts from here
  bool started_unset_ = false;  ///< the anchor is wrong for certain: taken anew once the clock is set
  std::map<std::string, PastEvent> past_;  ///< by subject
  PastEvent latest_past_;                  ///< of these
  std::chrono::sys_seconds given_;         ///< the latest that was given out
  Doubt told_ = Doubt::none;
};

}  // namespace caveat::proxy
