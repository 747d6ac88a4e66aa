#include "app/file_replacement.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace caveat::app {
namespace {

namespace fs = std::filesystem;

std::string said(const char* what, int error) {
  return std::string(what) + ": " + std::generic_category().message(error);
}

/// A file that is gone with this object unless it was renamed.
class FileBeside {
 public:
  explicit FileBeside(const fs::path& target)
      : path_((target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string()),
        number_(::mkostemp(path_.data(), O_CLOEXEC)) {}
  ~FileBeside() {
    if (number_ < 0) return;
    ::close(number_);
    if (!renamed_) ::unlink(path_.c_str());
  }
  FileBeside(const FileBeside&) = delete;
  FileBeside& operator=(const FileBeside&) = delete;

  int number() const { return number_; }

  bool write(const std::string& bytes) const {
    for (std::size_t done = 0; done < bytes.size();) {
      const ssize_t count = ::write(number_, bytes.data() + done, bytes.size() - done);
      if (count < 0 && errno != EINTR) return false;
      if (count > 0) done += static_cast<std::size_t>(count);
    }
    return ::fsync(number_) == 0;
  }

  bool rename_to(const fs::path& target) {
    renamed_ = ::rename(path_.c_str(), target.c_str()) == 0;
    return renamed_;
  }

  /// 0, or an errno: EEXIST if something is there.
  int take_free_place(const fs::path& target) {
    renamed_ = ::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0;
    if (renamed_) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    // A file system that cannot do it; a second name takes no place that is taken, either.
    return ::link(path_.c_str(), target.c_str()) == 0 ? 0 : errno;
  }

 private:
  std::string path_;
  int number_;
  bool renamed_ = false;
};

/// The file itself, where `path` is a link to one.
fs::path where_it_leads(const fs::path& path, std::error_code& error) {
  return fs::exists(path, error) ? fs::canonical(path, error) : fs::absolute(path, error);
}

/// Never the end of a link, also of one that comes there in this moment.
fs::path place_of(const fs::path& path, std::error_code& error) {
  const fs::path whole = fs::absolute(path, error);
  return error ? whole : fs::canonical(whole.parent_path(), error) / whole.filename();
}

}  // namespace

std::string replace_file(const std::string& path, const std::string& bytes, const FileReplacement& how) {
  std::error_code error;
  const fs::path target = how.follows_links ? where_it_leads(path, error) : place_of(path, error);
  if (error) return said("the file cannot be found", error.value());
  FileBeside beside(target);
  if (beside.number() < 0) return said("no file can be written in its folder", errno);
  mode_t mode = how.mode;
  struct stat old {};
  if (::lstat(target.c_str(), &old) == 0 && !S_ISLNK(old.st_mode)) {
    mode = old.st_mode & 07777;
    // Only root may give files away; what it owns stays as good as it was for everybody else.
    if (::fchown(beside.number(), old.st_uid, old.st_gid) != 0) mode &= 0777;
  }
  if (::fchmod(beside.number(), mode) != 0) return said("its mode cannot be kept", errno);
  if (!beside.write(bytes)) return said("it cannot be written", errno);
  if (how.is_wanted && !how.is_wanted()) return "it is no longer what was to be replaced";
  if (!beside.rename_to(target)) return said("it cannot be put in its place", errno);
  return {};
}

FileCreation create_file(const std::string& path, const std::string& bytes, mode_t mode) {
  std::error_code error;
  const fs::path target = fs::absolute(path, error);
  if (error) return {.was_taken = false, .problem = said("the file cannot be found", error.value())};
  FileBeside beside(target);
  if (beside.number() < 0)
    return {.was_taken = false, .problem = said("no file can be written in its folder", errno)};
  if (::fchmod(beside.number(), mode) != 0)
    return {.was_taken = false, .problem = said("its mode cannot be set", errno)};
  if (!beside.write(bytes)) return {.was_taken = false, .problem = said("it cannot be written", errno)};
  const int problem = beside.take_free_place(target);
  if (problem == EEXIST) return {.was_taken = true, .problem = {}};
  if (problem != 0) return {.was_taken = false, .problem = said("it cannot be put in its place", problem)};
  return {};
}

}  // namespace caveat::app
