// The parts of the page that are numbers: what comes before the list of findings, and what comes behind it.
#pragma once

#include <string>

#include "audit/reports/report_head.h"
#include "audit/reports/report_words.h"

namespace caveat::audit {

/// Of the document: "338 findings on www.newsroom.example".
std::string report_title(const Totals& totals, const ReportWords& words);

/// The outcome in words and figures, and what was audited.
std::string summary_section(const ReportHead& head, const ReportWords& words);

std::string charts_section(const Totals& totals, const ReportWords& words);

/// Findings by rule and kind; empty if there is none.
std::string rules_section(const Totals& totals, const ReportWords& words);

/// What could not be judged, the archives, how to read all this. `not_auditable`: the table of these, as
/// HTML.
std::string closing_sections(const ReportHead& head, const ReportWords& words,
                             const std::string& not_auditable);

}  // namespace caveat::audit
