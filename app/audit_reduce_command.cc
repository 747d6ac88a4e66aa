#include <iostream>

#include "app/audit_parts_command.h"
#include "app/exit_codes.h"
#include "app/partial_files.h"
#include "audit/partials/partial_writer.h"
#include "audit/reports/report_file.h"

namespace caveat::app {
namespace {

bool write_all(PartialFiles& partials, std::ostream& out) {
  audit::PartialWriter writer(partials.head(), out);
  if (!partials.take_or_complain([&](const audit::ReportedFinding& finding) { writer.add(finding); }))
    return false;
  writer.finish();
  return true;
}

}  // namespace

int audit_reduce(const AuditReduceArguments& arguments) {
  auto partials = PartialFiles::open_or_complain(arguments.partials);
  if (!partials) return kCouldNot;
  if (arguments.output == "-") {
    const bool written = write_all(*partials, std::cout);
    return written && std::cout.flush() ? kClean : kCouldNot;
  }
  audit::ReportFile file(arguments.output);
  if (!write_all(*partials, file.stream())) return kCouldNot;
  std::string fault = file.close();
  if (fault.empty()) fault = file.put_in_place();
  if (fault.empty()) return kClean;
  std::cerr << "caveat: " << fault << '\n';
  return kCouldNot;
}

}  // namespace caveat::app
