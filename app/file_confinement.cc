#include "app/file_confinement.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <set>

#include "app/path_names.h"

namespace caveat::app {
namespace {

namespace fs = std::filesystem;

/// Resolver and its modules, time zones, iconv, certificates; what the metrics tell of the process.
constexpr std::array<const char*, 12> kSystem = {"/etc",
                                                 "/usr",
                                                 "/lib",
                                                 "/lib64",
                                                 "/run/systemd/resolve",
                                                 "/run/nscd",
                                                 "/proc/self",
                                                 "/proc/stat",
                                                 "/sys/devices/system",
                                                 "/sys/fs/cgroup",
                                                 "/dev/null",
                                                 "/dev/urandom"};

/// Which programs write elsewhere, and set links to (resolvconf, NetworkManager, containers).
constexpr std::array<const char*, 3> kLinkedSystem = {"/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf"};

constexpr std::uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t kReadFolder = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kMakeSockets =
    kReadFolder | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_REMOVE_FILE;
constexpr std::uint64_t kWriteFiles = kReadFolder | LANDLOCK_ACCESS_FS_WRITE_FILE |
                                      LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |
                                      LANDLOCK_ACCESS_FS_REMOVE_FILE;
/// All that the first version knows: execute, write, read, and each way of making and removing.
constexpr std::uint64_t kFirstVersion = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
constexpr int kDeepestFolder = 32;
/// Of later versions; headers of Debian 12 may not name them.
constexpr std::uint64_t kRefer = 1U << 13;
constexpr std::uint64_t kTruncate = 1U << 14;

std::uint64_t handled_by(long version) {
  return kFirstVersion | (version >= 2 ? kRefer : 0) | (version >= 3 ? kTruncate : 0);
}

/// Why the last call failed, in words.
std::string failed(const char* what) {
  return std::string(what) + ": " + std::strerror(errno);
}

/// A set of rules under construction.
class Ruleset {
 public:
  explicit Ruleset(std::uint64_t handled) {
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = handled;
    descriptor_ = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
  }
  ~Ruleset() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Ruleset(const Ruleset&) = delete;
  Ruleset& operator=(const Ruleset&) = delete;

  bool made() const { return descriptor_ >= 0; }
  /// What is not there needs no rule.
  bool allow_reading(const std::string& path) const { return allow(path, kReadFile, kReadFolder); }
  bool allow_sockets(const std::string& folder) const { return allow(folder, 0, kMakeSockets); }
  bool allow_writing(const std::string& folder) const { return allow(folder, 0, kWriteFiles); }
  bool restrict_self() const { return ::syscall(SYS_landlock_restrict_self, descriptor_, 0) == 0; }

 private:
  bool allow(const std::string& path, std::uint64_t to_file, std::uint64_t to_folder) const {
    const int place = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (place < 0) return true;
    struct stat status {};
    const bool is_folder = ::fstat(place, &status) == 0 && S_ISDIR(status.st_mode);
    landlock_path_beneath_attr rule{};
    rule.allowed_access = is_folder ? to_folder : to_file;
    rule.parent_fd = place;
    const bool added =
        ::syscall(SYS_landlock_add_rule, descriptor_, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    ::close(place);
    return added;
  }

  int descriptor_ = -1;
};

std::string folder_of(const fs::path& path) {
  const fs::path parent = path.parent_path();
  return parent.empty() ? "." : parent.string();
}

/// The folder of what `path` leads to, and those of the targets of links on the way: where the next release
/// stands beside the last one. Not the root, by which everything could be read.
void add_folders_behind(const fs::path& path, std::set<std::string>& folders) {
  std::error_code error;
  const fs::path end = fs::weakly_canonical(path, error);
  if (!error) folders.insert(folder_of(end));
  for (const PathName& step : names_of_path(path)) {
    if (step.target.empty()) continue;
    // With its last name before a slash or not: "/releases/7/" and "/releases/7" stand in /releases.
    const fs::path target = (step.target / ".").lexically_normal().parent_path();
    if (target.parent_path() != "/") folders.insert(folder_of(target));
  }
}

/// Where names are looked up by what is written anew beside it; not all of /run for one file in it.
std::set<std::string> places_behind_system_links() {
  std::set<std::string> places;
  for (const char* path : kLinkedSystem) {
    std::error_code error;
    const fs::path end = fs::canonical(path, error);
    if (!error) places.insert(end.parent_path().parent_path() == "/" ? end.string() : folder_of(end));
  }
  return places;
}

/// What links in a folder lead to: rules may be gathered from several places.
void add_folders_behind_links(const fs::path& folder, std::set<std::string>& folders) {
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::follow_directory_symlink, error);
  for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
    if (entry.depth() >= kDeepestFolder) entry.disable_recursion_pending();
    std::error_code ignored;
    if (entry->is_symlink(ignored)) add_folders_behind(entry->path(), folders);
  }
}

/// Folders in which a file may be replaced, or a link be set anew, between two readings.
std::set<std::string> folders_of(const std::vector<std::string>& paths) {
  std::set<std::string> folders;
  for (const std::string& path : paths) {
    if (path.empty()) continue;
    const fs::path written = fs::path(path + "/.").parent_path();
    folders.insert(folder_of(written));
    add_folders_behind(written, folders);
    std::error_code error;
    if (fs::is_directory(written, error)) add_folders_behind_links(written, folders);
  }
  return folders;
}

}  // namespace

std::string confine_files(const std::vector<std::string>& paths, const std::vector<std::string>& sockets,
                          const std::vector<std::string>& written) {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return failed("this kernel has no Landlock");
  const Ruleset rules(handled_by(version));
  if (!rules.made()) return failed("no Landlock rules could be made");
  for (const char* path : kSystem) {
    if (!rules.allow_reading(path)) return failed(path);
  }
  for (const std::string& place : places_behind_system_links()) {
    if (!rules.allow_reading(place)) return failed(place.c_str());
  }
  for (const std::string& folder : folders_of(paths)) {
    if (!rules.allow_reading(folder)) return failed(folder.c_str());
  }
  for (const std::string& socket : sockets) {
    const std::string folder = folder_of(socket);
    if (!rules.allow_sockets(folder)) return failed(folder.c_str());
  }
  for (const std::string& folder : written) {
    if (!rules.allow_writing(folder)) return failed(folder.c_str());
  }
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("no_new_privs");
  return rules.restrict_self() ? "" : failed("Landlock could not be turned on");
}

}  // namespace caveat::app
