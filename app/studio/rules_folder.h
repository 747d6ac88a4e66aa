// The folder of rules that the studio shows and writes.
#pragma once

#include <boost/system/result.hpp>
#include <filesystem>
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

  /// Puts `text` in the place of the pack, whole or not at all; its mode stays. Error: 409 if what is on disk
  /// is no more what `version` was made from; then nothing is written. The new version.
  studio::Asked<std::string> write_pack(std::string_view path, const std::string& text,
                                        std::string_view version);

  /// Writes files that must not be there yet, below the folder `name`, which must not be there either.
  studio::Asked<void> add_pack(const std::string& name, const std::vector<rules::SourceFile>& files);

  /// Where on disk the pack at `path` is, or is to be. Errors: 400 if it is no path of a pack, 403 where it
  /// leads out of the folder, by a link for instance.
  studio::Asked<std::filesystem::path> place_of(std::string_view path) const;

  /// The page that a test of the pack names, or nullopt if there is none within the folder.
  std::optional<std::filesystem::path> page_of(const std::string& path_in_folder) const;

 private:
  bool is_within(const std::filesystem::path& path) const;

  std::filesystem::path root_;
  std::mutex writing_;
};

/// Names the bytes of a file, so that a change is seen.
std::string version_of(std::string_view text);

}  // namespace caveat::app
