#include "audit/journal/journal_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace caveat::audit {
namespace {

using boost::system::error_code;

error_code last_error() {
  return {errno, boost::system::system_category()};
}

}  // namespace

boost::system::result<JournalFile> JournalFile::create(int folder, const std::string& name) {
  const int descriptor =
      ::openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return last_error();
  return JournalFile(folder, descriptor, name);
}

JournalFile::JournalFile(JournalFile&& other) noexcept
    : folder_(other.folder_),
      descriptor_(std::exchange(other.descriptor_, -1)),
      name_(std::move(other.name_)),
      name_synced_(other.name_synced_) {}

JournalFile::~JournalFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

error_code JournalFile::write(std::string_view bytes) {
  struct stat status {};
  // What is written to a file that somebody has removed is kept nowhere, and nothing says so.
  if (::fstat(descriptor_, &status) == 0 && status.st_nlink == 0)
    return {ENOENT, boost::system::system_category()};
  while (!bytes.empty()) {
    const auto written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0)
      return written < 0 ? last_error() : error_code(ENOSPC, boost::system::system_category());
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

error_code JournalFile::sync() {
  if (::fdatasync(descriptor_) != 0) return last_error();
  if (name_synced_) return {};
  if (::fsync(folder_) != 0) return last_error();
  name_synced_ = true;
  return {};
}

void JournalFile::remove() {
  ::unlinkat(folder_, name_.c_str(), 0);
}

}  // namespace caveat::audit
