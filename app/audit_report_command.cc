#include <iostream>

#include "app/audit_parts_command.h"
#include "app/exit_codes.h"
#include "app/known_findings.h"
#include "app/partial_files.h"
#include "audit/reports/report_folder.h"

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
  audit::ReportFolder folder(arguments.report, head);
  if (!partials->take_or_complain(
          [&](const audit::ReportedFinding& finding) { folder.add(against(*baseline, finding)); })) {
    return kCouldNot;
  }
  if (const std::string fault = folder.finish(); !fault.empty()) {
    std::cerr << "caveat: " << fault << '\n';
    return kCouldNot;
  }
  return audit::finding_count(head.totals) > head.accepted.value_or(0) ? kFindings : kClean;
}

}  // namespace caveat::app
