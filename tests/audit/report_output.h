// What a format makes of findings.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "audit/reports/report_writer.h"

namespace caveat::audit {

inline std::string output_of(MakeReportWriter make, const ReportHead& head,
                             const std::vector<ReportedFinding>& findings,
                             const std::vector<UnauditableReading>& unauditable = {}) {
  std::ostringstream out;
  const auto writer = make(head, out);
  for (const UnauditableReading& reading : unauditable) writer->add_unauditable(reading);
  for (const ReportedFinding& finding : findings) writer->add(finding);
  writer->finish();
  return std::move(out).str();
}

inline std::size_t times(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace caveat::audit
