// The subcommands of `caveat audit` for work that many machines share.
#pragma once

#include <string>
#include <vector>

namespace caveat::app {

struct AuditReduceArguments {
  std::vector<std::string> partials;
  std::string output;  ///< "-": standard output
};
/// `caveat audit reduce`: partials into one.
int audit_reduce(const AuditReduceArguments& arguments);

struct AuditReportArguments {
  std::vector<std::string> partials;
  std::string report;    ///< a folder
  std::string baseline;  ///< a file; empty: none
};
/// `caveat audit report`: partials into a report. Findings are those that no baseline accepts.
int audit_report(const AuditReportArguments& arguments);

}  // namespace caveat::app
