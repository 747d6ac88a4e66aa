// Rule files on disk.
#pragma once

#include <string>
#include <vector>

#include "rules/diagnostic.h"
#include "rules/rule_set.h"

namespace caveat::rules {

/// Whether a folder without rule files is an error (SAFETY.md: refused unless allowed).
enum class EmptyFolder { refused, allowed };

struct PackFiles {
  std::vector<SourceFile> files;  ///< in order of path; diagnostics name them by these paths
  std::vector<Diagnostic> diagnostics;
};

/// Reads the file `path`, or every *.toml below the folder `path`. Hidden, swap and backup files of editors
/// are passed over, links to files followed. What cannot be read, and what is over 1 MiB, is an error.
PackFiles read_pack_files(const std::string& path, EmptyFolder empty = EmptyFolder::refused);

}  // namespace caveat::rules
