// The folder of rules that the studio shows and writes.
#pragma once

#include <boost/system/result.hpp>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/pack_files.h"
#include "studio/api_answer.h"

namespace caveat::app {

/// What is in the folder at one moment; paths are within it, with slashes.
struct RulesOnDisk {
  std::vector<rules::SourceFile> packs;
  std::vector<rules::SourceFile> approvals;
  std::vector<rules::Diagnostic> diagnostics;  ///< of reading
};

/// Changes with every byte of a pack or an approval.
std::string digest_of(const RulesOnDisk& on_disk);

/// Safe to use from any thread; writes come one after the other.
class RulesFolder {
 public:
  explicit RulesFolder(const std::string& folder);

  const std::filesystem::path& root() const { return root_; }
  RulesOnDisk read() const;

  /// One pack. Errors: 404 if it is not there, 403 where `path` leads out of the folder.
  studio::Asked<rules::SourceFile> read_pack(std::string_view path) const;

  /// Puts `text` in the place of the pack, whole or not at all; its mode stays. With an empty `version` there
  /// must be no such file yet; the pages that wait for it are written, too, but over none that is there.
  /// Error: 409 if what is on disk is no more what `version` was made from; then nothing is written. The new
  /// version.
  studio::Asked<std::string> write_pack(std::string_view path, const std::string& text,
                                        std::string_view version);

  /// Keeps the pages of a pack that is not saved yet, for its tests, in memory. Their paths are within the
  /// folder of rules.
  void hold_pages(const std::vector<rules::SourceFile>& pages);
  /// The same pages for a pack in another folder.
  void hold_pages_of(const std::string& folder, const std::string& new_folder);
  /// The page that waits at `path_in_folder`, or nullopt.
  std::optional<std::string> waiting_page(const std::string& path_in_folder) const;

  /// Whether a new pack can have the folder `name`. Errors: 409 if something of that name is there, 403 where
  /// it leads out of the folder of rules.
  studio::Asked<void> is_free(const std::string& name) const;

  /// Where on disk the pack at `path` is, or is to be. Errors: 400 if it is no path of a pack, 403 where it
  /// leads out of the folder, by a link for instance.
  studio::Asked<std::filesystem::path> place_of(std::string_view path) const;

  /// The page that a test of the pack names, or nullopt if there is none within the folder.
  std::optional<std::filesystem::path> page_of(const std::string& path_in_folder) const;

 private:
  bool is_within(const std::filesystem::path& path) const;
  std::string write_new(const std::filesystem::path& place, const std::string& text) const;

  std::filesystem::path root_;
  std::mutex writing_;
  mutable std::mutex holding_;
  std::map<std::string, std::string> waiting_;  ///< by path within the folder
};

/// Names the bytes of a file, so that a change is seen.
std::string version_of(std::string_view text);

}  // namespace caveat::app
