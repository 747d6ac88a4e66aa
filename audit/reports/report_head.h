// What a report says before its findings.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "audit/totals.h"

namespace caveat::audit {

struct UnreadableRecord {
  std::uint64_t offset = 0;
  std::string record;  ///< its name, if it has one
  std::string reason;  ///< in words

  auto operator<=>(const UnreadableRecord&) const = default;
};

struct AuditedArchive {
  /// How many are named one by one; Totals counts all.
  static constexpr std::size_t kMostUnreadable = 100;

  std::string name;    ///< as it was named; valid UTF-8
  std::string digest;  ///< SHA-256 in hexadecimal (archive_digest.h); empty if nothing of it could be read
  std::uint64_t bytes = 0;
  std::vector<UnreadableRecord> unreadable{};  ///< the first ones, in the order of the archive

  bool operator==(const AuditedArchive&) const = default;
};

/// The order of ReportHead::bodies.
inline bool stands_before(const AuditedArchive& a, const AuditedArchive& b) {
  return std::tie(a.name, a.digest) < std::tie(b.name, b.digest);
}

/// Nothing of the run itself, neither its time nor its machine: the same archives under the same rules give
/// the same report to the byte.
struct ReportHead {
  std::string version;  ///< of this program
  std::string rules_digest;
  std::string question;                        ///< digest_of (audit/question.h): all that was asked
  std::vector<std::string> regions;            ///< that were asked for, in order; empty: those recorded
  std::optional<std::chrono::sys_seconds> at;  ///< the moment asked for; unset: each capture's own
  std::vector<AuditedArchive> archives;        ///< by name
  /// That were looked into for bodies of revisits, as far as need be, and not audited, nor in `totals`; by
  /// name, then digest.
  std::vector<AuditedArchive> bodies{};
  Totals totals;
  std::optional<std::uint64_t> accepted;  ///< findings that the baseline accepts; unset: no baseline

  bool operator==(const ReportHead&) const = default;
};

}  // namespace caveat::audit
