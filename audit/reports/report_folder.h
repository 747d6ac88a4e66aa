// A folder with a report in every format.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "audit/reports/report_file.h"
#include "audit/reports/report_writer.h"

namespace caveat::audit {

/// Files of an earlier report stay until all new ones are written whole, and stay if anything fails before.
/// Other files in the folder are left alone.
class ReportFolder {
 public:
  /// Makes the folder if need be. `head` must outlive it.
  ReportFolder(const std::string& folder, const ReportHead& head);

  /// All of these before the first finding.
  void add_unauditable(const UnauditableReading& reading);
  void add(const ReportedFinding& finding);
  /// Once, behind the last. Empty, or in words why there is no new report.
  std::string finish();

 private:
  std::vector<std::unique_ptr<ReportFile>> files_;
  std::vector<std::unique_ptr<ReportWriter>> writers_;
  std::string fault_;
};

}  // namespace caveat::audit
