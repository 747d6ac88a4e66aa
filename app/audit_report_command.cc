#include <iostream>

#include "app/audit_parts_command.h"
#include "app/exit_codes.h"
#include "app/partial_files.h"
#include "audit/reports/report_folder.h"

namespace caveat::app {

int audit_report(const AuditReportArguments& arguments) {
  auto partials = PartialFiles::open_or_complain(arguments.partials);
  if (!partials) return kCouldNot;
  audit::ReportFolder folder(arguments.report, partials->head());
  if (!partials->take_or_complain([&](const audit::ReportedFinding& finding) { folder.add(finding); }))
    return kCouldNot;
  if (const std::string fault = folder.finish(); !fault.empty()) {
    std::cerr << "caveat: " << fault << '\n';
    return kCouldNot;
  }
  return audit::finding_count(partials->head().totals) == 0 ? kClean : kFindings;
}

}  // namespace caveat::app
