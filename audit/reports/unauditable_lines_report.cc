#include "audit/reports/report_writer.h"
#include "audit/reports/unauditable_json.h"

namespace caveat::audit {
namespace {

class UnauditableLinesReport final : public ReportWriter {
 public:
  explicit UnauditableLinesReport(std::ostream& out) : out_(out) {}
  void add_unauditable(const UnauditableReading& reading) override {
    out_ << unauditable_json(reading) << '\n';
  }
  void add(const ReportedFinding&) override {}
  void finish() override {}

 private:
  std::ostream& out_;
};

}  // namespace

std::unique_ptr<ReportWriter> unauditable_lines_report(const ReportHead&, std::ostream& out) {
  return std::make_unique<UnauditableLinesReport>(out);
}

}  // namespace caveat::audit
