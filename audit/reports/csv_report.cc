#include "audit/reports/report_writer.h"
#include "audit/reports/visible_text.h"
#include "rules/calendar.h"

namespace caveat::audit {
namespace {

/// Spreadsheets on Windows take a file without it for the local code page.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr std::string_view kColumns =
    "fingerprint,severity,kind,region,site,path,url,time,pack,rule,rule_place,expected,seen,excerpt,marked,"
    "count,archive,offset,record,accepted";

/// A spreadsheet would take it for a formula (OWASP, CSV injection), also behind blanks, and in the
/// full-width letters of East Asian keyboards.
bool is_formula(std::string_view cell) {
  const std::size_t begin = cell.find_first_not_of(' ');
  if (begin == std::string_view::npos) return false;
  cell.remove_prefix(begin);
  for (const std::string_view sign : {"=", "+", "-", "@", "＝", "＋", "－", "＠"}) {
    if (cell.starts_with(sign)) return true;
  }
  return false;
}

/// One line of text in quotes. What would be a formula has an apostrophe before it.
std::string cell_of(std::string_view text) {
  const std::string visible = visible_text(text);
  std::string out = is_formula(visible) ? "\"'" : "\"";
  for (const char byte : visible) {
    if (byte == '"') out += '"';
    out += byte;
  }
  return out + '"';
}

class CsvReport final : public ReportWriter {
 public:
  explicit CsvReport(std::ostream& out) : out_(out) { out_ << kByteOrderMark << kColumns << "\r\n"; }

  void add(const ReportedFinding& reported) override {
    const Finding& f = reported.finding;
    out_ << cell_of(reported.fingerprint);
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
  void put(std::string_view text) { out_ << ',' << cell_of(text); }

  std::ostream& out_;
};

}  // namespace

std::unique_ptr<ReportWriter> csv_report(const ReportHead&, std::ostream& out) {
  return std::make_unique<CsvReport>(out);
}

}  // namespace caveat::audit
