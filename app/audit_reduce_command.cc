#include "app/audit_parts_command.h"
#include "app/exit_codes.h"
#include "app/partial_files.h"
#include "app/partial_output.h"

namespace caveat::app {

int audit_reduce(const AuditReduceArguments& arguments) {
  auto partials = PartialFiles::open_or_complain(arguments.partials);
  if (!partials) return kCouldNot;
  const bool written =
      write_partial_or_complain(arguments.output, partials->head(), [&](audit::PartialWriter& writer) {
        const bool taken = partials->take_unauditable_or_complain(
            [&](const audit::UnauditableReading& reading) { writer.add_unauditable(reading); });
        return taken && partials->take_or_complain(
                            [&](const audit::ReportedFinding& finding) { writer.add(finding); });
      });
  return written ? kClean : kCouldNot;
}

}  // namespace caveat::app
