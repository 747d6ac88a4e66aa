#include <array>

#include "audit/reports/report_writer.h"

namespace caveat::audit {

std::span<const ReportFormat> report_formats() {
  static constexpr std::array kFormats = {
      ReportFormat{"findings.jsonl", json_lines_report},
      ReportFormat{"findings.csv", csv_report},
      ReportFormat{"findings.sarif", sarif_report},
      ReportFormat{"junit.xml", junit_report},
      ReportFormat{"report.html", html_report},
      ReportFormat{"not-auditable.jsonl", unauditable_lines_report},
      ReportFormat{"warnings.csv", warning_csv_report},
      ReportFormat{"warnings.jsonl", warning_lines_report},
  };
  return kFormats;
}

}  // namespace caveat::audit
