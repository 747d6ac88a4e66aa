#include "audit/reports/csv_cell.h"
#include "audit/reports/report_warnings.h"
#include "audit/reports/report_writer.h"
#include "rules/byte_order_mark.h"

namespace caveat::audit {
namespace {

class WarningCsvReport final : public ReportWriter {
 public:
  WarningCsvReport(const ReportHead& head, std::ostream& out) {
    out << rules::kByteOrderMark << "warning,count,rules,archive,offset,record,reason\r\n";
    for (const ReportWarning& warning : warnings_of(head)) {
      out << csv_cell(warning.kind) << ',' << warning.count << ',' << csv_cell(warning.rules) << ','
          << csv_cell(warning.place.archive) << ',' << warning.place.offset << ','
          << csv_cell(warning.place.record) << ',' << csv_cell(warning.reason) << "\r\n";
    }
  }
  void add(const ReportedFinding&) override {}
  void finish() override {}
};

}  // namespace

std::unique_ptr<ReportWriter> warning_csv_report(const ReportHead& head, std::ostream& out) {
  return std::make_unique<WarningCsvReport>(head, out);
}

}  // namespace caveat::audit
