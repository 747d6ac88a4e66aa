#include "app/file_watch.h"

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "app/path_names.h"

namespace caveat::app {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE |
                                  IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
constexpr int kDeepestWatched = 32;

/// A file that somebody has just created is still empty: it matters once it is closed. Links are whole at
/// once.
bool is_still_written(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1;
}

bool leads_to_folder(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

}  // namespace

bool is_rule_file_name(const std::string& name) {
  if (name.starts_with('.') || name.starts_with('#') || name.starts_with('~')) return false;
  const bool is_approval = name.find(".toml.approval-") != std::string::npos && name.ends_with(".txt");
  return name.ends_with(".toml") || is_approval;
}

FileWatch::FileWatch() : descriptor_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {}

FileWatch::~FileWatch() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool FileWatch::add(const std::string& folder, const std::string& name, bool all_rules) {
  asked_.insert(folder);
  const int watch = ::inotify_add_watch(descriptor_, folder.c_str(), kEvents);
  if (watch < 0) return errno == ENOENT || errno == ENOTDIR;
  Folder& known = folders_[watch];
  known.path = folder;
  known.all_rules = known.all_rules || all_rules;
  if (!name.empty() && std::find(known.names.begin(), known.names.end(), name) == known.names.end())
    known.names.push_back(name);
  return true;
}

void FileWatch::add_needed(const std::string& folder, const std::string& name, bool all_rules) {
  if (!add(folder, name, all_rules) && problem_.empty()) problem_ = folder + ": " + std::strerror(errno);
}

void FileWatch::add_way_to(const fs::path& path) {
  for (const PathName& step : names_of_path(path)) {
    const std::string folder = step.folder.string();
    if (step.is_needed()) {
      add_needed(folder, step.name, false);
    } else {
      // A folder that we may not look into is not to blame for a file that we may read.
      add(folder, step.name, false);
    }
  }
}

void FileWatch::add_below(const std::string& folder) {
  add_needed(folder, "", true);
  std::error_code error;
  // Links to folders are followed, as by the reader of rules; the depth ends those that lead in a circle.
  fs::recursive_directory_iterator entry(folder, fs::directory_options::follow_directory_symlink, error);
  for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    const bool is_folder = entry->is_directory(ignored);
    const bool is_read = is_folder || is_rule_file_name(entry->path().filename().string());
    if (is_read && entry->is_symlink(ignored)) add_way_to(entry->path());
    if (!is_folder) continue;
    if (entry->path().filename().string().starts_with('.') || entry.depth() >= kDeepestWatched) {
      entry.disable_recursion_pending();
      continue;
    }
    add_needed(entry->path().string(), "", true);
  }
}

std::string FileWatch::watch(const std::vector<std::string>& paths) {
  if (descriptor_ < 0) return "the system has no inotify instance left (fs.inotify.max_user_instances)";
  const std::map<int, Folder> before = std::exchange(folders_, {});
  asked_.clear();
  was_replaced_ = false;
  problem_.clear();
  for (const std::string& written : paths) {
    const std::string path = without_slash(written);
    std::error_code error;
    add_way_to(path);
    if (fs::is_directory(path, error)) add_below(path);
  }
  for (const auto& [watch, folder] : before) {
    if (folders_.contains(watch)) continue;
    was_replaced_ = was_replaced_ || asked_.contains(folder.path);
    ::inotify_rm_watch(descriptor_, watch);
  }
  return problem_;
}

bool FileWatch::matters(const Folder& folder, const std::string& name, bool is_folder) const {
  // A volume of Kubernetes changes all of its files by one rename of `..data`.
  if (name == "..data") return true;
  if (std::find(folder.names.begin(), folder.names.end(), name) != folder.names.end()) return true;
  if (!folder.all_rules) return false;
  if (!is_folder && is_rule_file_name(name)) return true;
  return !name.starts_with('.') && (is_folder || leads_to_folder(folder.path + "/" + name));
}

bool FileWatch::take_changes() {
  bool any = false;
  alignas(inotify_event) std::array<char, 16 * 1024> buffer;
  for (;;) {
    const ssize_t size = ::read(descriptor_, buffer.data(), buffer.size());
    if (size <= 0) return any;
    for (const char* at = buffer.data(); at < buffer.data() + size;) {
      const auto* event = reinterpret_cast<const inotify_event*>(at);
      at += sizeof(inotify_event) + event->len;
      // Lost events may have mattered.
      if ((event->mask & IN_Q_OVERFLOW) != 0) any = true;
      const auto folder = folders_.find(event->wd);
      if (folder == folders_.end()) continue;
      if ((event->mask & (IN_DELETE_SELF | IN_MOVE_SELF)) != 0) any = true;
      if (event->len == 0) continue;
      const std::string name(event->name);
      const bool is_folder = (event->mask & IN_ISDIR) != 0;
      const bool is_created = (event->mask & IN_CREATE) != 0 && !is_folder;
      if (!any && matters(folder->second, name, is_folder))
        any = !is_created || !is_still_written(folder->second.path + "/" + name);
    }
  }
}

}  // namespace caveat::app
