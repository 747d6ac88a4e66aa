#include "audit/reports/report_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace caveat::audit {
namespace {

std::string said(const std::string& path, int error) {
  return path + ": " + std::generic_category().message(error);
}

/// What a new file may be for others, as for any other program. Read without changing it for other threads.
mode_t mode_of_new_files() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("Umask:"))
      return 0666 & ~static_cast<mode_t>(std::stoul(line.substr(6), nullptr, 8));
  }
  return 0600;
}

}  // namespace

ReportFile::ReportFile(std::string path) : path_(std::move(path)) {
  const std::filesystem::path target(path_);
  beside_ = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
  const int number = ::mkostemp(beside_.data(), O_CLOEXEC);
  if (number < 0) {
    fault_ = said(path_, errno);
    beside_.clear();
    return;
  }
  ::fchmod(number, mode_of_new_files());
  ::close(number);
  out_.open(beside_, std::ios::binary | std::ios::trunc);
}

ReportFile::~ReportFile() {
  if (!beside_.empty()) ::unlink(beside_.c_str());
}

std::string ReportFile::close() {
  if (!fault_.empty()) return fault_;
  out_.close();
  if (!out_) return path_ + ": it could not be written whole";
  const int number = ::open(beside_.c_str(), O_RDONLY | O_CLOEXEC);
  if (number < 0) return said(path_, errno);
  const int synced = ::fsync(number);
  const int error = errno;
  ::close(number);
  return synced == 0 ? std::string() : said(path_, error);
}

std::string ReportFile::put_in_place() {
  if (::rename(beside_.c_str(), path_.c_str()) != 0) return said(path_, errno);
  beside_.clear();
  return {};
}

}  // namespace caveat::audit
