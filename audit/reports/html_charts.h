// Charts as SVG inside a page, with their numbers in a table beside them.
#pragma once

#include <string>

#include "audit/reports/coverage_bars.h"
#include "audit/reports/report_words.h"

namespace caveat::audit {

/// Columns, one a unit of time.
std::string time_chart(const CoverageOverTime& coverage, const ReportWords& words);

/// Bars, one a region, each as long as its share of all readings there.
std::string region_chart(const std::vector<CoverageBar>& bars, const ReportWords& words);

/// What the colours mean.
std::string chart_legend(const ReportWords& words);

}  // namespace caveat::audit
