#include "audit/reports/report_writer.h"

namespace caveat::audit {
namespace {

class JsonLinesReport final : public ReportWriter {
 public:
  explicit JsonLinesReport(std::ostream& out) : out_(out) {}
  void add(const ReportedFinding& finding) override { out_ << finding_json(finding) << '\n'; }
  void finish() override {}

 private:
  std::ostream& out_;
};

}  // namespace

std::unique_ptr<ReportWriter> json_lines_report(const ReportHead&, std::ostream& out) {
  return std::make_unique<JsonLinesReport>(out);
}

}  // namespace caveat::audit
