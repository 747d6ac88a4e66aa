#include "audit/reports/report_warnings.h"
#include "audit/reports/report_words.h"
#include "audit/reports/report_writer.h"
#include "audit/reports/visible_text.h"
#include "filter/xml_text.h"
#include "rules/calendar.h"

namespace caveat::audit {
namespace {

std::string attribute(std::string_view name, std::string_view value) {
  return filter::xml_attribute(name, visible_text(value));
}

std::string line_of(std::string_view name, std::string_view value) {
  return filter::xml_escaped(std::string(name) + ": " + visible_text(value)) + "\n";
}

std::string details_of(const ReportedFinding& reported) {
  const ReportWords& words = ReportWords::english();
  const Finding& f = reported.finding;
  std::string out = "\n" + line_of(words.text("expected"), f.expected) + line_of(words.text("seen"), f.seen);
  out += line_of(words.text("excerpt"), f.excerpt) + line_of(words.text("rule"), f.rule_place);
  const bool has_offset = f.place.offset > 0 || f.place.record.empty();
  out += line_of(words.text("archive"),
                 f.place.archive + " @ " + (has_offset ? std::to_string(f.place.offset) : f.place.record));
  if (f.time) out += line_of(words.text("captured"), rules::iso_time(*f.time));
  return out + line_of(words.text("fingerprint"), reported.fingerprint);
}

/// A test for each finding, which failed, or was skipped if the baseline accepts it; one for each reason why
/// readings could not be judged, and for each rule set that captures were made under instead, skipped; and
/// one that tells by itself whether anything new was found.
class JunitReport final : public ReportWriter {
 public:
  JunitReport(const ReportHead& head, std::ostream& out) : out_(out) {
    const Totals& totals = head.totals;
    const std::uint64_t found = finding_count(totals);
    const std::uint64_t accepted = head.accepted.value_or(0);
    const std::uint64_t skipped = totals.not_auditable.size() + totals.other_rules.size();
    const std::string counts =
        attribute("tests", std::to_string(found + skipped + 1)) +
        attribute("failures", std::to_string(found - accepted + (found > accepted ? 1 : 0))) +
        attribute("errors", "0") + attribute("skipped", std::to_string(accepted + skipped));
    out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"caveat audit\"" << counts
         << ">\n  <testsuite name=\"caveat audit\"" << counts << ">\n";
    append_summary(totals, found, accepted);
    append_other_rules(head);
  }

  void add(const ReportedFinding& reported) override {
    const ReportWords& words = ReportWords::english();
    const Finding& f = reported.finding;
    const std::string kind = words.text("kind." + std::string(name_of(f.kind)));
    out_ << "    <testcase" << attribute("classname", f.pack + "." + f.rule)
         << attribute("name", f.region + " " + f.url + ": " + kind) << ">\n      ";
    if (reported.accepted) {
      const std::string& why = *reported.accepted;
      out_ << "<skipped" << attribute("message", words.text("accepted") + (why.empty() ? "" : ": " + why))
           << "/>";
    } else {
      out_ << "<failure" << attribute("type", name_of(f.kind)) << attribute("message", kind) << '>'
           << details_of(reported) << "</failure>";
    }
    out_ << "\n    </testcase>\n";
  }

  void finish() override { out_ << "  </testsuite>\n</testsuites>\n"; }

 private:
  void append_summary(const Totals& totals, std::uint64_t found, std::uint64_t accepted) {
    const ReportWords& words = ReportWords::english();
    out_ << "    <testcase" << attribute("classname", "audit")
         << attribute("name", words.text("junit.summary"));
    if (found > accepted) {
      out_ << "><failure"
           << attribute("message", words.text("junit.findings", {{"n", found - accepted}, {"all", found}}))
           << "/></testcase>\n";
    } else {
      out_ << "/>\n";
    }
    for (const auto& [reason, count] : totals.not_auditable) {
      out_ << "    <testcase" << attribute("classname", "audit")
           << attribute("name", words.text("not_auditable") + ": " + reason) << "><skipped"
           << attribute("message", words.text("sarif.not_auditable", {{"n", count}, {"reason", reason}}))
           << "/></testcase>\n";
    }
  }

  void append_other_rules(const ReportHead& head) {
    for (const ReportWarning& warning : warnings_of(head)) {
      if (warning.kind != "other-rules") continue;
      out_ << "    <testcase" << attribute("classname", "audit")
           << attribute("name", ReportWords::english().text("other_rules") + ": " + rules_in_words(warning))
           << "><skipped" << attribute("message", in_words(warning)) << "/></testcase>\n";
    }
  }

  std::ostream& out_;
};

}  // namespace

std::unique_ptr<ReportWriter> junit_report(const ReportHead& head, std::ostream& out) {
  return std::make_unique<JunitReport>(head, out);
}

}  // namespace caveat::audit
