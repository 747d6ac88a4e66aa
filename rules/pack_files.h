// Rule files on disk.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "rules/diagnostic.h"
#include "rules/rule_set.h"

namespace caveat::rules {

struct PackFiles {
  std::vector<SourceFile> files;      ///< in order of path; diagnostics name them by these paths
  std::vector<SourceFile> approvals;  ///< if `read_approvals` was asked for them
  std::vector<Diagnostic> diagnostics;
  /// Something that was asked for is not there or cannot be read: no finding about the rules, but a failure.
  bool unreadable = false;
  std::string newest_file;                   ///< the one that was changed last; empty if none was read
  std::chrono::sys_seconds newest_change{};  ///< when
};

/// Reads the file `path`, or every *.toml below the folder `path`, each as it was at one moment. Links to
/// files and folders are followed, each folder is read once. Hidden, swap and backup files of editors are
/// passed over; other files that look as if they were meant to be rules are warned of. What cannot be read,
/// is no file, keeps changing, or is over 1 MiB is an error.
PackFiles read_pack_files(const std::string& path, EmptyRules empty = EmptyRules::refused);

/// The paths that one of two readings has and the other has not, or has with another text; of packs and of
/// approvals.
std::vector<std::string> changed_between(const PackFiles& earlier, const PackFiles& later);

}  // namespace caveat::rules
