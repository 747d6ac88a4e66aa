#include "app/partial_output.h"

#include <iostream>

#include "audit/reports/report_file.h"

namespace caveat::app {
namespace {

bool write_to(std::ostream& out, const audit::ReportHead& head,
              const std::function<bool(audit::PartialWriter&)>& add) {
  audit::PartialWriter writer(head, out);
  if (!add(writer)) return false;
  writer.finish();
  return true;
}

}  // namespace

bool write_partial_or_complain(const std::string& path, const audit::ReportHead& head,
                               const std::function<bool(audit::PartialWriter&)>& add) {
  std::string fault;
  if (path == "-") {
    if (!write_to(std::cout, head, add)) return false;
    if (!std::cout.flush()) fault = "standard output could not be written";
  } else {
    audit::ReportFile file(path);
    if (!write_to(file.stream(), head, add)) return false;
    fault = file.close();
    if (fault.empty()) fault = file.put_in_place();
  }
  if (!fault.empty()) std::cerr << "caveat: " << fault << '\n';
  return fault.empty();
}

}  // namespace caveat::app
