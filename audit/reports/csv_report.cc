#include "audit/reports/csv_cell.h"
#include "audit/reports/report_writer.h"
#include "rules/byte_order_mark.h"
#include "rules/calendar.h"

namespace caveat::audit {
namespace {

constexpr std::string_view kCsvColumns =
    "fingerprint,severity,kind,region,site,path,url,time,pack,rule,rule_place,expected,seen,excerpt,marked,"
    "count,archive,offset,record,accepted";

class CsvReport final : public ReportWriter {
 public:
  // Spreadsheets on Windows take a file without the mark for the local code page.
  explicit CsvReport(std::ostream& out) : out_(out) {
    out_ << rules::kByteOrderMark << kCsvColumns << "\r\n";
  }

  void add(const ReportedFinding& reported) override {
    const Finding& f = reported.finding;
    out_ << csv_cell(reported.fingerprint);
    put(name_of(f.severity));
    put(name_of(f.kind));
    for (const auto text : {&Finding::region, &Finding::site, &Finding::path, &Finding::url}) put(f.*text);
    put(f.time ? rules::iso_time(*f.time) : "");
    for (const auto text : {&Finding::pack, &Finding::rule, &Finding::rule_place, &Finding::expected,
                            &Finding::seen, &Finding::excerpt}) {
      put(f.*text);
    }
    put(reported.excerpt().marked);
    out_ << ',' << f.count;
    put(f.place.archive);
    out_ << ',' << f.place.offset;
    put(f.place.record);
    put(!reported.accepted ? "no" : reported.accepted->empty() ? "yes" : "yes: " + *reported.accepted);
    out_ << "\r\n";
  }

  void finish() override {}

 private:
  void put(std::string_view text) { out_ << ',' << csv_cell(text); }

  std::ostream& out_;
};

}  // namespace

std::unique_ptr<ReportWriter> csv_report(const ReportHead&, std::ostream& out) {
  return std::make_unique<CsvReport>(out);
}

}  // namespace caveat::audit
