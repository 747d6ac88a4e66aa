// The time of day; the rooms below take it as an argument.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace caveat::app {

inline std::chrono::sys_seconds now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

/// The day on which this program was built, or SOURCE_DATE_EPOCH: it is certainly past.
std::chrono::sys_days build_day();

/// An RFC 3339 date-time ("2026-03-01T12:00:00Z", with an offset) or a date, which means its midnight in UTC.
std::optional<std::chrono::sys_seconds> parse_moment(const std::string& text);

}  // namespace caveat::app
