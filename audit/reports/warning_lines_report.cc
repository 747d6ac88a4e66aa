#include "audit/reports/json_line.h"
#include "audit/reports/report_warnings.h"
#include "audit/reports/report_writer.h"

namespace caveat::audit {
namespace {

std::string warning_json(const ReportWarning& warning) {
  JsonLine json;
  json.begin_object().text("warning", warning.kind).number("count", warning.count);
  if (warning.kind == "other-rules") {
    json.text("rules", warning.rules);
  } else {
    json.text("archive", warning.place.archive).number("offset", warning.place.offset);
    json.text("record", warning.place.record).text("reason", warning.reason);
  }
  return std::move(json.end_object()).take();
}

class WarningLinesReport final : public ReportWriter {
 public:
  WarningLinesReport(const ReportHead& head, std::ostream& out) {
    for (const ReportWarning& warning : warnings_of(head)) out << warning_json(warning) << '\n';
  }
  void add(const ReportedFinding&) override {}
  void finish() override {}
};

}  // namespace

std::unique_ptr<ReportWriter> warning_lines_report(const ReportHead& head, std::ostream& out) {
  return std::make_unique<WarningLinesReport>(head, out);
}

}  // namespace caveat::audit
