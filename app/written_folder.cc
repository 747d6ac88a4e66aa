#include "app/written_folder.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <iterator>
#include <system_error>

namespace caveat::app {
namespace {

namespace fs = std::filesystem;

/// What the kernel shows of itself: root is allowed everything there, and still nothing can be made.
bool is_of_the_kernel(const fs::path& folder) {
  constexpr decltype(statfs::f_type) kKinds[] = {PROC_SUPER_MAGIC, SYSFS_MAGIC, CGROUP_SUPER_MAGIC,
                                                 CGROUP2_SUPER_MAGIC};
  struct statfs system {};
  return ::statfs(folder.c_str(), &system) == 0 &&
         std::find(std::begin(kKinds), std::end(kKinds), system.f_type) != std::end(kKinds);
}

}  // namespace

std::string fault_of_written_folder(const std::string& folder) {
  std::error_code error;
  // What is not there is made at the start, in the first of its parents that is; but no link is one.
  fs::path there = fs::absolute(folder, error);
  while (!fs::exists(fs::symlink_status(there, error)) && there.has_relative_path())
    there = there.parent_path();
  if (!fs::is_directory(there, error)) return there.string() + " is no folder";
  if (is_of_the_kernel(there)) return "no files can be made in " + there.string();
  if (::faccessat(AT_FDCWD, there.c_str(), W_OK | X_OK, AT_EACCESS) == 0) return {};
  return there.string() + " may not be written by who runs this (" +
         std::error_code(errno, std::generic_category()).message() + ")";
}

}  // namespace caveat::app
