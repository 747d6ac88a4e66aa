// The folder of rules that the studio shows and writes.
#pragma once

#include <boost/system/result.hpp>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/file_replacement.h"
#include "rules/approval.h"
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

/// What is at `path`, a folder or one file of rules. Paths are within `root`, which is `path` or holds it.
RulesOnDisk read_rules(const std::filesystem::path& path, const std::filesystem::path& root);

/// Safe to use from any thread; writes come one after the other.
class RulesFolder {
 public:
  explicit RulesFolder(const std::string& folder);

  const std::filesystem::path& root() const { return root_; }
  RulesOnDisk read() const { return read_rules(root_, root_); }

  /// One pack. Errors: 404 if it is not there, 403 where `path` leads out of the folder.
  studio::Asked<rules::SourceFile> read_pack(std::string_view path) const;

  /// Puts `text` in the place of the pack, whole or not at all; its mode stays. Of several programs that
  /// write here by this, one does so at a time. With an empty `version` there must be no such file yet; the
  /// pages that wait for it are written, too, but over none that is there, and wait no more. Error: 409 if
  /// what is on disk is no more what `version` was made from; then nothing is written. The new version.
  studio::Asked<std::string> write_pack(std::string_view path, const std::string& text,
                                        std::string_view version);

  /// Puts an approval of the pack `file` beside it, in the place of an earlier one by the same key; a link
  /// there is replaced, not followed. Error: 403 where that leads out of the folder.
  studio::Asked<void> write_approval(const rules::Approval& approval, const std::string& file);

  /// Keeps the pages of a pack that is not saved yet, for its tests, in memory, instead of those that waited
  /// for a pack of that path before. All paths are within the folder of rules.
  void hold_pages(const std::string& pack, std::vector<rules::SourceFile> pages);
  /// The pages that wait for `pack` wait for `new_pack`, in its folder.
  void move_pages(const std::string& pack, const std::string& new_pack);
  /// The page that waits at `path_in_folder` for a pack that is not on disk, or nullopt.
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
  std::filesystem::path seen_from_root(const std::filesystem::path& path) const;
  bool is_within(const std::filesystem::path& path) const;
  FileCreation replace_pack(const rules::SourceFile& pack, std::string_view version);
  FileCreation write_new(const std::string& pack, const std::string& text);
  std::vector<rules::SourceFile> pages_for(const std::string& pack) const;

  std::filesystem::path root_;
  std::mutex writing_;
  mutable std::mutex holding_;

  struct WaitingPages {
    std::string pack;
    std::vector<rules::SourceFile> pages;
  };
  std::vector<WaitingPages> waiting_;  ///< the newest last
};

/// Names the bytes of a file, so that a change is seen.
std::string version_of(std::string_view text);

}  // namespace caveat::app
