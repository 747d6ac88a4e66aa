#include "app/capture_setup.h"

#include <filesystem>
#include <system_error>

#include "app/written_folder.h"
#include "proxy/server_log.h"

namespace caveat::app {
namespace {

std::string nothing_is_written(const std::string& folder, const std::string& why) {
  return "`warc` in [capture]: nothing can be written in " + folder + ": " + why;
}

void tell_of_capture(const std::string& problem, proxy::Readiness& readiness) {
  constexpr std::string_view kSubject = "capture";
  if (problem.empty()) {
    readiness.sound(kSubject);
    proxy::log_info("capture: all is written again");
    return;
  }
  readiness.degraded(kSubject, "degraded: " + problem);
  proxy::log_warning("capture: " + problem);
}

}  // namespace

std::string folder_of(const audit::CaptureOptions& options) {
  const std::string folder = std::filesystem::path(options.warc).parent_path().string();
  return folder.empty() ? "." : folder;
}

std::string fault_of_capture(const audit::CaptureOptions& options) {
  const std::string folder = folder_of(options);
  const std::string fault = fault_of_written_folder(folder);
  return fault.empty() ? fault : nothing_is_written(folder, fault);
}

std::string prepare_capture(const audit::CaptureOptions& options) {
  if (std::string fault = fault_of_capture(options); !fault.empty()) return fault;
  const std::string folder = folder_of(options);
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  return error ? nothing_is_written(folder, error.message()) : "";
}

std::unique_ptr<audit::Capture> begin_capture(const std::optional<audit::CaptureOptions>& options,
                                              proxy::Readiness& readiness) {
  if (!options) return nullptr;
  audit::CaptureOptions own = *options;
  own.software = "caveat/" CAVEAT_VERSION;
  return std::make_unique<audit::Capture>(
      std::move(own), [&readiness](const std::string& problem) { tell_of_capture(problem, readiness); });
}

}  // namespace caveat::app
