// What an audit found, for a terminal or another program.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "audit/archive.h"
#include "audit/baseline.h"
#include "audit/finding.h"
#include "audit/totals.h"
#include "audit/unauditable_reading.h"

namespace caveat::audit {

struct AuditSummary {
  std::string rules_digest;
  std::vector<std::string> regions;  ///< that were asked for; empty: those recorded
  Totals totals;
  std::uint64_t known = 0;                        ///< findings that the baseline accepts
  std::vector<Finding> first;                     ///< of the new ones, not more than a person will read
  std::vector<UnauditableReading> not_auditable;  ///< the first
  std::vector<ArchiveFault> faults;               ///< the first
  std::vector<KnownFinding> gone;                 ///< entries of the baseline that occur no more
  std::vector<std::string> unopened;              ///< archives of which nothing could be read
  std::vector<ArchiveFault> bodies_faults;        ///< the first of archives looked into for bodies alone
  std::uint64_t unreadable_bodies = 0;            ///< all of these; `totals` has none of them

  void add_bodies_fault(const ArchiveFault& fault);
  std::uint64_t new_findings() const { return finding_count(totals) - known; }
};

/// How many of each list are shown one by one.
inline constexpr std::size_t kShownFindings = 20;
inline constexpr std::size_t kShownFaults = 10;

/// Harmless on a terminal, whatever archives hold.
std::string summary_text(const AuditSummary& summary);
std::string summary_json(const AuditSummary& summary);

/// "12,345"
std::string grouped_digits(std::uint64_t number);
/// "3.4 MB"
std::string bytes_text(std::uint64_t bytes);

}  // namespace caveat::audit
