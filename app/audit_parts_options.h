// What can be typed after `caveat audit map`, `reduce` and `report`.
#pragma once

#include <functional>

#include "app/audit_command.h"
#include "app/audit_parts_command.h"

namespace CLI {
class App;
}

namespace caveat::app {

struct AuditPartsArguments {
  AuditArguments map;
  std::string partial;  ///< that `map` writes
  AuditReduceArguments reduce;
  AuditReportArguments report;
};

/// Adds them to `audit`. The one that is given puts itself into `run`; all must outlive the parse. `version`:
/// of this program.
void add_audit_parts(CLI::App& audit, AuditPartsArguments& arguments, const std::string& version,
                     std::function<int()>& run);

}  // namespace caveat::app
