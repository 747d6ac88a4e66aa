// What a run found in numbers: a value that any number of runs over parts of the archives add up to.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "audit/finding.h"

namespace caveat::audit {

/// Findings are counted apart by these.
struct FindingGroup {
  FindingKind kind = FindingKind::notice_missing;
  Severity severity = Severity::medium;
  std::string pack;
  std::string rule;
  std::string region;
  std::string site;

  auto operator<=>(const FindingGroup&) const = default;
};

struct FindingCount {
  std::uint64_t findings = 0;
  std::uint64_t places = 0;  ///< Finding::count, summed

  bool operator==(const FindingCount&) const = default;
};

/// The day of capture (UTC; unset where an archive has no time) and the region.
struct CoverageSlot {
  std::optional<std::chrono::sys_days> day;
  std::string region;

  auto operator<=>(const CoverageSlot&) const = default;
};

/// A *reading* is one response as one region's readers were given it: responses times regions.
struct CoverageCount {
  std::uint64_t readings = 0;
  std::uint64_t covered = 0;        ///< to which some rule applies
  std::uint64_t with_findings = 0;  ///< readings, not findings
  std::uint64_t not_auditable = 0;

  bool operator==(const CoverageCount&) const = default;
};

/// A value. Each is a sum, so that `merge` is associative and commutative, with `Totals()` as its zero.
/// Reasons are words of ours ("body-truncated"), never of the archive.
struct Totals {
  std::uint64_t archives = 0;
  std::uint64_t archive_bytes = 0;       ///< of the files, as they lie on disk
  std::uint64_t unreadable_records = 0;  ///< ArchiveFaults

  std::uint64_t responses = 0;                         ///< all that the archives hold
  std::map<std::string, std::uint64_t> passed_over{};  ///< responses that no reader sees as a page, by reason
  std::uint64_t body_bytes = 0;                        ///< of those that were judged, decoded

  std::uint64_t readings = 0;
  std::uint64_t covered = 0;
  std::uint64_t clean = 0;                               ///< covered, checked in full, and without a finding
  std::map<std::string, std::uint64_t> not_auditable{};  ///< readings, by reason; never clean
  /// Readings of which some of what rules ask for could not be checked, by reason; the rest was.
  std::map<std::string, std::uint64_t> partly_checked{};

  /// Of the proxy's own captures, responses that were made under other rules than those asked, by the digest
  /// that was recorded: kUnrecordedRules where none was. Of more than kMostOtherRules those of the first
  /// digests in order, all further ones together under "".
  static constexpr std::size_t kMostOtherRules = 100;
  static constexpr const char* kUnrecordedRules = "unrecorded";
  std::map<std::string, std::uint64_t> other_rules{};

  std::map<FindingGroup, FindingCount> findings{};
  std::map<CoverageSlot, CoverageCount> coverage{};

  /// One that a reading gave; which reading that was is for `coverage` and `clean` to say.
  void count(const Finding& finding);
  void count_other_rules(const std::string& digest, std::uint64_t count);
  void merge(const Totals& other);
  bool operator==(const Totals&) const = default;
};

/// Whether it is a digest as they are recorded: 64 hexadecimal digits in lower case.
bool is_sha256(std::string_view digest);

/// Sums over the groups and slots.
std::uint64_t finding_count(const Totals& totals);
std::uint64_t finding_count(const Totals& totals, Severity severity);
std::uint64_t not_auditable_count(const Totals& totals);
std::uint64_t other_rules_count(const Totals& totals);

}  // namespace caveat::audit
