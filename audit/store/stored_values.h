// How values stand in the store's columns.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "audit/archived_exchange.h"
#include "audit/store/database.h"
#include "audit/totals.h"

namespace caveat::audit {

/// The day of what has no time.
inline constexpr std::int64_t kNoDay = std::numeric_limits<std::int64_t>::min();

inline std::optional<std::int64_t> seconds_of(const std::optional<std::chrono::sys_seconds>& time) {
  if (!time) return std::nullopt;
  return time->time_since_epoch().count();
}

/// The other way round.
inline std::optional<std::chrono::sys_seconds> time_in(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return std::chrono::sys_seconds(std::chrono::seconds(row.integer(column)));
}

/// Three parameters, or columns, one after the other.
inline Statement& bind_place(const ArchivePlace& place, Statement& statement) {
  return statement.bind(place.archive).bind(place.offset).bind(place.record);
}
inline ArchivePlace place_in(const Statement& row, int column) {
  return {.archive = row.text(column), .offset = row.count(column + 1), .record = row.text(column + 2)};
}

/// Those of Totals that are bounded.
inline constexpr const char* kOtherRules = "other_rules";

/// The sums of Totals that have no reason, by the names that they have in the store.
inline constexpr std::pair<const char*, std::uint64_t Totals::*> kSums[] = {
    {"archives", &Totals::archives},
    {"archive_bytes", &Totals::archive_bytes},
    {"unreadable_records", &Totals::unreadable_records},
    {"responses", &Totals::responses},
    {"body_bytes", &Totals::body_bytes},
    {"readings", &Totals::readings},
    {"covered", &Totals::covered},
    {"clean", &Totals::clean}};
inline constexpr std::pair<const char*, std::map<std::string, std::uint64_t> Totals::*> kByReason[] = {
    {"passed_over", &Totals::passed_over},
    {"not_auditable", &Totals::not_auditable},
    {kOtherRules, &Totals::other_rules},
    {"partly_checked", &Totals::partly_checked}};

}  // namespace caveat::audit
