// Coverage summed up for charts and their tables.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/totals.h"

namespace caveat::audit {

/// Readings of one bar; what has no finding is the rest.
struct CoverageBar {
  std::string name;  ///< of a day, month or year, in ISO 8601; of a region; empty: no time is known
  std::uint64_t readings = 0;
  std::uint64_t with_findings = 0;
  std::uint64_t not_auditable = 0;

  /// Total, even if the numbers of a foreign partial contradict each other.
  std::uint64_t without_finding() const;
};

struct CoverageOverTime {
  std::string_view unit;          ///< "day", "month" or "year"
  std::vector<CoverageBar> bars;  ///< in order, gaps filled in; readings without a time come last
};

/// The finest unit that gives no more than `most` bars.
CoverageOverTime coverage_over_time(const Totals& totals, std::size_t most);

/// Those with most findings first, then by name.
std::vector<CoverageBar> coverage_by_region(const Totals& totals);

}  // namespace caveat::audit
