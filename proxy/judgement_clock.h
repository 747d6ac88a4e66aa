// The time by which requests are judged; a wall clock that jumps takes no rule out of force.
#pragma once

#include <chrono>
#include <functional>
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

/// Something that was before now for certain.
struct PastEvent {
  std::chrono::sys_seconds moment{};
  std::string name;  ///< "the last change of rules/p.toml"
};

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

  /// It is later than `event`, whatever the wall clock says, now and for good.
  void certainly_past(PastEvent event);
  /// It is later than the last change of the rules in force; in the place of what was said of those before.
  void rules_changed(PastEvent last_change);

  JudgedTime now();
  /// All moments that it may be now, should rules be in force that have changed like that.
  rules::TimeSpan span_with(const PastEvent& last_change);

 private:
  enum class Doubt { none, ran_ahead, fell_behind, before_the_past };
  struct Known {
    PastEvent event;
    bool was_ahead = false;  ///< of both clocks, when it was told: the anchor is wrong for certain
  };

  void learn(PastEvent event, Known& into);
  void settle(const ClockReading& reading);
  const PastEvent& latest_past() const;
  JudgedTime judged(Doubt doubt, const ClockReading& reading) const;
  Doubt doubt_of(const ClockReading& reading, std::chrono::sys_seconds past) const;
  std::chrono::sys_seconds steady_time(const ClockReading& reading) const;
  void tell(Doubt doubt, const ClockReading& reading);

  std::mutex mutex_;
  const Read read_;
  const Tell tell_;
  ClockReading anchor_;             ///< the steady time counts from here
  Known for_good_;                  ///< the latest
  Known of_rules_;                  ///< goes with the rules
  std::chrono::sys_seconds given_;  ///< the latest that was given out
  Doubt told_ = Doubt::none;
};

}  // namespace caveat::proxy
