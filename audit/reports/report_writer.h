// What every format of a report is: a head, what is not auditable and findings one by one, an end.
#pragma once

#include <memory>
#include <ostream>
#include <span>
#include <string_view>

#include "audit/reports/report_head.h"
#include "audit/reports/reported_finding.h"
#include "audit/unauditable_reading.h"

namespace caveat::audit {

/// Holds no more than a bounded number of either at any time. The head and the stream must outlive it;
/// whether writing failed is for the stream to say.
class ReportWriter {
 public:
  virtual ~ReportWriter() = default;

  /// Before the first finding, in the order of `stands_before` (audit/unauditable_reading.h). Most formats
  /// only tell the head's sums.
  virtual void add_unauditable(const UnauditableReading&) {}
  /// In the order of `stands_before` (audit/finding.h).
  virtual void add(const ReportedFinding& finding) = 0;
  /// Once, behind the last.
  virtual void finish() = 0;
};

using MakeReportWriter = std::unique_ptr<ReportWriter> (*)(const ReportHead& head, std::ostream& out);

/// JSON lines, one a finding: schema/finding.schema.json.
std::unique_ptr<ReportWriter> json_lines_report(const ReportHead& head, std::ostream& out);
/// JSON lines, one a reading that is not auditable: schema/not-auditable.schema.json.
std::unique_ptr<ReportWriter> unauditable_lines_report(const ReportHead& head, std::ostream& out);
/// JSON lines, one a warning (report_warnings.h): schema/warning.schema.json. And the same as CSV.
std::unique_ptr<ReportWriter> warning_lines_report(const ReportHead& head, std::ostream& out);
std::unique_ptr<ReportWriter> warning_csv_report(const ReportHead& head, std::ostream& out);
/// RFC 4180 in UTF-8 with a byte order mark, safe to open in a spreadsheet.
std::unique_ptr<ReportWriter> csv_report(const ReportHead& head, std::ostream& out);
/// SARIF 2.1.0 (OASIS).
std::unique_ptr<ReportWriter> sarif_report(const ReportHead& head, std::ostream& out);
/// The XML that CI systems read: each finding is a test that failed.
std::unique_ptr<ReportWriter> junit_report(const ReportHead& head, std::ostream& out);
/// One page that needs nothing else.
std::unique_ptr<ReportWriter> html_report(const ReportHead& head, std::ostream& out);

struct ReportFormat {
  std::string_view file;  ///< its name in a folder of reports
  MakeReportWriter make;
};

/// All of them.
std::span<const ReportFormat> report_formats();

}  // namespace caveat::audit
