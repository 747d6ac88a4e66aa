#include "proxy/judgement_clock.h"

#include <time.h>

#include <algorithm>
#include <utility>

namespace caveat::proxy {
namespace {

/// What a clock that is set right now and then may be moved by, and what the clocks of two machines may
/// differ by.
constexpr std::chrono::minutes kClockTolerance{5};

/// Later than any pack begins.
constexpr std::chrono::sys_seconds kEndOfTime = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31);

std::chrono::seconds seconds_of(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return std::chrono::seconds(time.tv_sec);
}

}  // namespace

ClockReading read_machine_clocks() {
  return {std::chrono::sys_seconds(seconds_of(CLOCK_REALTIME)), seconds_of(CLOCK_BOOTTIME)};
}

JudgementClock::JudgementClock(Read read, Tell tell)
    : read_(std::move(read)), tell_(std::move(tell)), anchor_(read_()), given_(anchor_.wall) {}

void JudgementClock::certainly_past(PastEvent event) {
  const std::lock_guard lock(mutex_);
  if (event.moment > for_good_.event.moment) learn(std::move(event), for_good_);
}

void JudgementClock::rules_changed(PastEvent last_change) {
  const std::lock_guard lock(mutex_);
  learn(std::move(last_change), of_rules_);
}

void JudgementClock::learn(PastEvent event, Known& into) {
  const ClockReading reading = read_();
  settle(reading);
  const bool is_ahead = std::max(reading.wall, steady_time(reading)) + kClockTolerance < event.moment;
  into = {std::move(event), is_ahead};
}

/// An anchor that is wrong is taken anew once the clock is set.
void JudgementClock::settle(const ClockReading& reading) {
  const bool started_unset = for_good_.was_ahead || of_rules_.was_ahead;
  if (!started_unset || reading.wall + kClockTolerance < latest_past().moment) return;
  for_good_.was_ahead = of_rules_.was_ahead = false;
  anchor_ = reading;
}

const PastEvent& JudgementClock::latest_past() const {
  return for_good_.event.moment > of_rules_.event.moment ? for_good_.event : of_rules_.event;
}

JudgedTime JudgementClock::now() {
  const std::lock_guard lock(mutex_);
  const ClockReading reading = read_();
  settle(reading);
  const Doubt doubt = doubt_of(reading, latest_past().moment);
  if (doubt != told_) tell(doubt, reading);
  const JudgedTime judgement = judged(doubt, reading);
  given_ = judgement.time;
  return judgement;
}

rules::TimeSpan JudgementClock::span_with(const PastEvent& last_change) {
  const std::lock_guard lock(mutex_);
  const ClockReading reading = read_();
  settle(reading);
  const auto past = std::max(latest_past().moment, last_change.moment);
  return judged(doubt_of(reading, past), reading).span();
}

JudgedTime JudgementClock::judged(Doubt doubt, const ClockReading& reading) const {
  const auto steady = steady_time(reading);
  const auto time = std::max(given_, doubt == Doubt::none ? reading.wall : steady);
  if (doubt == Doubt::none) return {time, std::nullopt};
  const auto latest = doubt == Doubt::before_the_past ? kEndOfTime : std::max(steady, reading.wall);
  return {time, rules::TimeSpan{std::min(steady, reading.wall), latest}};
}

JudgementClock::Doubt JudgementClock::doubt_of(const ClockReading& reading,
                                               std::chrono::sys_seconds past) const {
  if (reading.wall + kClockTolerance < past) return Doubt::before_the_past;
  const auto ahead = reading.wall - steady_time(reading);
  if (ahead > kClockTolerance) return Doubt::ran_ahead;
  return ahead < -kClockTolerance ? Doubt::fell_behind : Doubt::none;
}

std::chrono::sys_seconds JudgementClock::steady_time(const ClockReading& reading) const {
  return anchor_.wall + (reading.running - anchor_.running);
}

void JudgementClock::tell(Doubt doubt, const ClockReading& reading) {
  told_ = doubt;
  if (!tell_) return;
  const std::string says = "the system clock says " + rules::iso_time(reading.wall) + ", ";
  const std::string counted = " what has passed since the start makes it " +
                              rules::iso_time(steady_time(reading)) +
                              "; set the clock right, or restart if it is right";
  switch (doubt) {
    case Doubt::none:
      return tell_("");
    case Doubt::ran_ahead:
      return tell_(says + "but jumped ahead:" + counted);
    case Doubt::fell_behind:
      return tell_(says + "but jumped back:" + counted);
    case Doubt::before_the_past:
      return tell_(says + "which is before " + latest_past().name + " (" +
                   rules::iso_time(latest_past().moment) + "): set the clock right");
  }
}

}  // namespace caveat::proxy
