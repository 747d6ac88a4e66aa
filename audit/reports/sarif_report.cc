#include <set>

#include "audit/reports/json_line.h"
#include "audit/reports/report_warnings.h"
#include "audit/reports/report_words.h"
#include "audit/reports/report_writer.h"
#include "audit/reports/uri_text.h"
#include "audit/reports/visible_text.h"

namespace caveat::audit {
namespace {

constexpr std::string_view kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::high:
      return "error";
    case Severity::medium:
      return "warning";
    case Severity::low:
      break;
  }
  return "note";
}

/// A kind is what SARIF calls a rule. Those that occur.
std::string rules_json(const Totals& totals) {
  const ReportWords& words = ReportWords::english();
  std::set<FindingKind> kinds;
  for (const auto& [group, count] : totals.findings) kinds.insert(group.kind);
  JsonLine json;
  json.begin_list();
  for (const FindingKind kind : kinds) {
    const std::string name(name_of(kind));
    json.begin_object().text("id", name);
    json.begin_object("shortDescription").text("text", words.text("kind." + name)).end_object();
    json.begin_object("fullDescription").text("text", words.text("about." + name)).end_object().end_object();
  }
  return std::move(json.end_list()).take();
}

void append_notification(JsonLine& json, const std::string& text) {
  json.begin_object().text("level", "warning").begin_object("message").text("text", text);
  json.end_object().end_object();
}

void append_warning(JsonLine& json, const ReportWarning& warning) {
  json.begin_object().begin_object("descriptor").text("id", warning.kind).end_object();
  json.text("level", "warning");
  std::string text = in_words(warning);
  if (!warning.place.record.empty()) text += " (" + warning.place.record + ")";
  if (!warning.reason.empty()) text += ": " + warning.reason;
  json.begin_object("message").text("text", visible_text(text)).end_object();
  if (!warning.place.archive.empty()) {
    json.begin_list("locations").begin_object().begin_object("physicalLocation");
    json.begin_object("artifactLocation").text("uri", uri_of_path(warning.place.archive)).end_object();
    json.begin_object("region").number("byteOffset", warning.place.offset).end_object();
    json.end_object().end_object().end_list();
  }
  json.end_object();
}

/// What could not be judged: a report without findings is not a clean bill if there is some of it.
std::string invocation_json(const ReportHead& head) {
  const Totals& totals = head.totals;
  const ReportWords& words = ReportWords::english();
  JsonLine json;
  json.begin_object().truth("executionSuccessful", true).begin_list("toolExecutionNotifications");
  for (const auto& [reason, count] : totals.not_auditable) {
    append_notification(json, words.text("sarif.not_auditable", {{"n", count}, {"reason", reason}}));
  }
  for (const auto& [reason, count] : totals.partly_checked) {
    append_notification(json, words.text("sarif.partly_checked", {{"n", count}, {"reason", reason}}));
  }
  if (totals.unreadable_records > 0) {
    append_notification(json, words.text("sarif.unreadable", {{"n", totals.unreadable_records}}));
  }
  for (const ReportWarning& warning : warnings_of(head)) append_warning(json, warning);
  return std::move(json.end_list().end_object()).take();
}

/// "FILE:LINE".
struct RulePlace {
  std::string_view file;
  std::uint64_t line = 0;
};

RulePlace rule_place_of(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return {text, 0};
  std::uint64_t line = 0;
  for (const char digit : text.substr(colon + 1)) {
    if (digit < '0' || digit > '9' || line > 100'000'000) return {text, 0};
    line = line * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return {text.substr(0, colon), line};
}

std::string message_of(const Finding& finding) {
  const ReportWords& words = ReportWords::english();
  const std::string kind = words.text("kind." + std::string(name_of(finding.kind)));
  return visible_text(kind + " (" + finding.region + ", " + finding.pack + "/" + finding.rule + "). " +
                      words.text("expected") + ": " + finding.expected + ". " + words.text("seen") + ": " +
                      finding.seen);
}

void append_related(JsonLine& json, const Finding& finding) {
  const ReportWords& words = ReportWords::english();
  json.begin_list("relatedLocations").begin_object().number("id", 0).begin_object("physicalLocation");
  json.begin_object("artifactLocation").text("uri", uri_of_path(finding.place.archive)).end_object();
  json.begin_object("region").number("byteOffset", finding.place.offset).end_object().end_object();
  json.begin_object("message").text("text", words.text("archive")).end_object().end_object();
  const RulePlace place = rule_place_of(finding.rule_place);
  if (!place.file.empty()) {
    json.begin_object().number("id", 1).begin_object("physicalLocation");
    json.begin_object("artifactLocation").text("uri", uri_of_path(place.file)).end_object();
    if (place.line > 0) json.begin_object("region").number("startLine", place.line).end_object();
    json.end_object().begin_object("message").text("text", words.text("rule")).end_object().end_object();
  }
  json.end_list();
}

void append_properties(JsonLine& json, const ReportedFinding& reported) {
  const Finding& f = reported.finding;
  json.begin_object("properties").text("region", f.region).text("site", f.site).text("pack", f.pack);
  json.text("rule", f.rule).text("severity", name_of(f.severity)).text("expected", f.expected);
  json.text("seen", f.seen).text("excerpt", f.excerpt).text("marked", reported.excerpt().marked);
  json.text("record", f.place.record).end_object();
}

std::string result_json(const ReportedFinding& reported, bool has_baseline) {
  const Finding& f = reported.finding;
  JsonLine json;
  json.begin_object().text("ruleId", name_of(f.kind)).text("level", level_of(f.severity));
  json.begin_object("message").text("text", message_of(f)).end_object();
  json.begin_list("locations").begin_object().begin_object("physicalLocation");
  json.begin_object("artifactLocation").text("uri", uri_of_url(f.url)).end_object().end_object();
  json.end_object().end_list();
  append_related(json, f);
  json.begin_object("fingerprints").text("caveat/v1", reported.fingerprint).end_object();
  if (f.count > 0) json.number("occurrenceCount", f.count);
  if (has_baseline) json.text("baselineState", reported.accepted ? "unchanged" : "new");
  if (reported.accepted) {
    json.begin_list("suppressions").begin_object().text("kind", "external");
    json.text("justification", *reported.accepted).end_object().end_list();
  }
  append_properties(json, reported);
  return std::move(json.end_object()).take();
}

class SarifReport final : public ReportWriter {
 public:
  SarifReport(const ReportHead& head, std::ostream& out)
      : out_(out), has_baseline_(head.accepted.has_value()) {
    JsonLine driver;
    driver.begin_object().text("name", "caveat").text("version", head.version);
    driver.value("rules", rules_json(head.totals)).end_object();
    out_ << R"({"$schema":")" << kSchema << R"(","version":"2.1.0","runs":[{"tool":{"driver":)"
         << std::move(driver).take() << R"(},"columnKind":"unicodeCodePoints","invocations":[)"
         << invocation_json(head) << R"(],"results":[)";
  }

  void add(const ReportedFinding& finding) override {
    out_ << (first_ ? "\n" : ",\n") << result_json(finding, has_baseline_);
    first_ = false;
  }

  void finish() override { out_ << "\n]}]}\n"; }

 private:
  std::ostream& out_;
  bool has_baseline_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<ReportWriter> sarif_report(const ReportHead& head, std::ostream& out) {
  return std::make_unique<SarifReport>(head, out);
}

}  // namespace caveat::audit
