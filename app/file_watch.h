// Tells that files which the server was made from have changed.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace caveat::app {

/// Watches by inotify(7). Files are watched through the folders that their paths lead through, links
/// included, so that one that is replaced (renamed over, linked anew) is seen as well as one that is written.
/// Swap, backup and half-written files tell nothing: what counts is a file that was closed after writing, or
/// has come or gone under a name that matters. Looks at names only; whether the content is any good is for
/// the one who reads it. One thread.
class FileWatch {
 public:
  FileWatch();
  ~FileWatch();
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  /// From now on these files, and everything below those that are folders. Call it before reading them, so
  /// that no change falls between. What is not there yet is watched for. In words what could not be watched;
  /// empty if nothing is amiss.
  std::string watch(const std::vector<std::string>& paths);
  /// Whether a folder that is watched for was another one before the last `watch`, or is gone: what came with
  /// it nobody has told.
  bool was_replaced() const { return was_replaced_; }
  /// Becomes readable when something has happened; -1 if the system has no inotify to give.
  int descriptor() const { return descriptor_; }
  /// Takes what has happened; whether any of it matters. Never blocks.
  bool take_changes();

 private:
  /// What matters in one folder.
  struct Folder {
    std::string path;
    std::vector<std::string> names;
    bool all_rules = false;  ///< rule files, approvals and folders, too
  };

  bool add(const std::string& folder, const std::string& name, bool all_rules);
  void add_needed(const std::string& folder, const std::string& name, bool all_rules);
  void add_way_to(const std::filesystem::path& path);
  void add_below(const std::string& folder);
  bool matters(const Folder& folder, const std::string& name, bool is_folder) const;

  int descriptor_;
  std::map<int, Folder> folders_;  ///< by watch descriptor
  std::set<std::string> asked_;    ///< folders of the last `watch`, there or not
  bool was_replaced_ = false;
  std::string problem_;  ///< the first of the last `watch`
};

/// Whether a name in a folder of rules is one that the readers of rules take: `x.toml`,
/// `x.toml.approval-KEY.txt`; not `.x.toml.swp`, `#x.toml#`, `x.toml~`, `x.toml.new`.
bool is_rule_file_name(const std::string& name);

}  // namespace caveat::app
