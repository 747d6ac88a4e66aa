#include "audit/reports/report_folder.h"

#include <filesystem>
#include <system_error>

namespace caveat::audit {

ReportFolder::ReportFolder(const std::string& folder, const ReportHead& head) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    fault_ = folder + ": " + error.message();
    return;
  }
  for (const ReportFormat& format : report_formats()) {
    const auto path = std::filesystem::path(folder) / format.file;
    files_.push_back(std::make_unique<ReportFile>(path.string()));
    writers_.push_back(format.make(head, files_.back()->stream()));
  }
}

void ReportFolder::add_unauditable(const UnauditableReading& reading) {
  for (const auto& writer : writers_) writer->add_unauditable(reading);
}

void ReportFolder::add(const ReportedFinding& finding) {
  for (const auto& writer : writers_) writer->add(finding);
}

std::string ReportFolder::finish() {
  if (!fault_.empty()) return fault_;
  for (const auto& writer : writers_) writer->finish();
  for (const auto& file : files_) {
    if (std::string fault = file->close(); !fault.empty()) return fault;
  }
  for (const auto& file : files_) {
    if (std::string fault = file->put_in_place(); !fault.empty()) return fault;
  }
  return {};
}

}  // namespace caveat::audit
