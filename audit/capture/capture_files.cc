#include "audit/capture/capture_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "audit/formats/warc_date.h"

namespace caveat::audit {
namespace {

constexpr std::string_view kDate = "{date}";
constexpr std::string_view kEnding = ".warc.gz";
constexpr unsigned kMostOfADay = 100'000;

std::string failed(std::string_view what, const std::string& path) {
  return std::string(what) + " " + path + ": " + std::strerror(errno);
}

/// "folder/name-2026-11-26.warc.gz", and "folder/name-2026-11-26-2.warc.gz" for the second one.
std::string path_of(std::string pattern, const std::string& day, unsigned number) {
  if (const std::size_t at = pattern.find(kDate); at != std::string::npos)
    pattern.replace(at, kDate.size(), day);
  if (number == 1) return pattern;
  const std::size_t name_end = pattern.ends_with(kEnding) ? pattern.size() - kEnding.size() : pattern.size();
  return pattern.insert(name_end, "-" + std::to_string(number));
}

}  // namespace

CaptureFiles::CaptureFiles(std::string pattern, std::uint64_t rotate_bytes)
    : pattern_(std::move(pattern)), rotate_bytes_(rotate_bytes) {}

CaptureFiles::~CaptureFiles() {
  close();
}

void CaptureFiles::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

std::string CaptureFiles::open(std::chrono::sys_seconds time) {
  const std::string day = warc_date(time).substr(0, std::string_view("2026-11-26").size());
  if (descriptor_ >= 0 && day == day_ && size_ < rotate_bytes_ && is_at_its_path()) return {};
  close();
  day_ = day;
  return make(day);
}

/// What is written to a file that somebody has removed or moved away is kept nowhere, or where nobody looks.
bool CaptureFiles::is_at_its_path() const {
  struct stat open {};
  struct stat named {};
  return ::fstat(descriptor_, &open) == 0 && ::stat(path_.c_str(), &named) == 0 &&
         open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

std::string CaptureFiles::make(const std::string& day) {
  for (unsigned number = 1; number < kMostOfADay; ++number) {
    path_ = path_of(pattern_, day, number);
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0640);
    size_ = 0;
    if (descriptor_ >= 0) return {};
    if (errno != EEXIST) break;
  }
  return failed("cannot make", path_);
}

std::string CaptureFiles::append(std::string_view bytes) {
  const std::uint64_t before = size_;
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      std::string reason = failed("cannot write", path_);
      // A torn record would be a fault of the archive.
      if (::ftruncate(descriptor_, static_cast<off_t>(before)) != 0) close();
      size_ = before;
      return reason;
    }
    size_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace caveat::audit
