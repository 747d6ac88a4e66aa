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

void JudgementClock::certainly_past(const std::string& subject, std::chrono::sys_seconds moment,
                                    const std::string& event) {
  const std::lock_guard lock(mutex_);
  const ClockReading reading = read_();
  started_unset_ = started_unset_ || std::max(reading.wall, steady_time(reading)) + kClockTolerance < moment;
  past_[subject] = {moment, event};
  latest_past_ = {};
  for (const auto& [of, past] : past_) {
    if (past.moment > latest_past_.moment) latest_past_ = past;
  }
}

JudgedTime JudgementClock::now() {
  const std::lock_guard lock(mutex_);
  const ClockReading reading = read_();
  if (started_unset_ && reading.wall + kClockTolerance >= latest_past_.moment) {
    started_unset_ = false;
    anchor_ = reading;
  }
  const Doubt doubt = doubt_of(reading);
  if (doubt != told_) tell(doubt, reading);
  const auto steady = steady_time(reading);
  given_ = std::max(given_, doubt == Doubt::none ? reading.wall : steady);
  if (doubt == Doubt::none) return {given_, std::nullopt};
  const auto latest = doubt == Doubt::before_the_past ? kEndOfTime : std::max(steady, reading.wall);
  return {given_, rules::TimeSpan{std::min(steady, reading.wall), latest}};
}

JudgementClock::Doubt JudgementClock::doubt_of(const ClockReading& reading) const {
  if (reading.wall + kClockTolerance < latest_past_.moment) return Doubt::before_the_past;
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
      return tell_(says + "which is before " + latest_past_.name + " (" +
                   rules::iso_time(latest_past_.moment) + "): set the clock right");
  }
}

}  // namespace caveat::proxy
