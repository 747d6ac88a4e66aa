#include <iostream>

#include "app/audit_parts_command.h"
#include "app/exit_codes.h"
#include "app/known_findings.h"
#include "app/partial_files.h"
#include "audit/reports/report_folder.h"
#include "audit/summary.h"

namespace caveat::app {
namespace {

/// How many of the findings `baseline` accepts; nullopt, with a complaint, if the partials cannot be read.
std::optional<std::uint64_t> accepted_or_complain(const std::vector<std::string>& paths,
                                                  audit::Baseline& baseline) {
  auto partials = PartialFiles::open_or_complain(paths);
  if (!partials) return std::nullopt;
  std::uint64_t accepted = 0;
  const bool read = partials->take_or_complain([&](const audit::ReportedFinding& finding) {
    if (baseline.find(finding.fingerprint) != nullptr) ++accepted;
  });
  if (!read) return std::nullopt;
  return accepted;
}

/// What a terminal is told, but for the findings.
audit::AuditSummary summary_of(const audit::ReportHead& head) {
  audit::AuditSummary summary;
  summary.rules_digest = head.rules_digest;
  summary.regions = head.regions;
  summary.totals = head.totals;
  summary.known = head.accepted.value_or(0);
  for (const audit::AuditedArchive& archive : head.archives) {
    for (const audit::UnreadableRecord& record : archive.unreadable) {
      if (summary.faults.size() == audit::kShownFaults) break;
      summary.faults.push_back({{archive.name, record.offset, record.record}, record.reason});
    }
  }
  for (const audit::AuditedArchive& archive : head.bodies) {
    for (const audit::UnreadableRecord& record : archive.unreadable)
      summary.add_bodies_fault({{archive.name, record.offset, record.record}, record.reason});
  }
  return summary;
}

}  // namespace

int audit_report(const AuditReportArguments& arguments) {
  auto baseline = baseline_or_complain(arguments.baseline);
  auto partials = PartialFiles::open_or_complain(arguments.partials);
  if (!baseline || !partials) return kCouldNot;
  audit::ReportHead head = partials->head();
  if (!arguments.baseline.empty()) {
    head.accepted = accepted_or_complain(arguments.partials, *baseline);
    if (!head.accepted) return kCouldNot;
  }
  audit::AuditSummary summary = summary_of(head);
  audit::ReportFolder folder(arguments.report, head);
  const auto add_unauditable = [&](const audit::UnauditableReading& reading) {
    folder.add_unauditable(reading);
    if (summary.not_auditable.size() < audit::kShownFaults) summary.not_auditable.push_back(reading);
  };
  if (!partials->take_unauditable_or_complain(add_unauditable)) return kCouldNot;
  const auto add = [&](const audit::ReportedFinding& read) {
    const audit::ReportedFinding finding = against(*baseline, read);
    folder.add(finding);
    if (!finding.accepted && summary.first.size() < audit::kShownFindings)
      summary.first.push_back(finding.finding);
  };
  if (!partials->take_or_complain(add)) return kCouldNot;
  if (const std::string fault = folder.finish(); !fault.empty()) {
    std::cerr << "caveat: " << fault << '\n';
    return kCouldNot;
  }
  summary.gone = baseline->gone();
  std::cout << summary_text(summary) << std::flush;
  return summary.new_findings() > 0 ? kFindings : kClean;
}

}  // namespace caveat::app
