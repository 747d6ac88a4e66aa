// Puts a whole file in the place of another.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

namespace caveat::app {

/// What became of a file that was to be made.
struct FileCreation {
  bool was_taken = false;  ///< something is in its place; nothing was written
  std::string problem;     ///< in words, if there is another reason why it is not there
};

/// Writes `bytes` beside `path` and puts them there whole, but in the place of nothing: also not of what came
/// there meanwhile, or of a link that leads nowhere.
FileCreation create_file(const std::string& path, const std::string& bytes, mode_t mode = 0644);

struct FileReplacement {
  mode_t mode = 0644;         ///< of a file that is new
  bool follows_links = true;  ///< else what is replaced is a link itself, wherever it leads
  /// Asked last of all, once the bytes are on the disk: whether they may take the place of what is there.
  std::function<bool()> is_wanted = nullptr;
};

/// Writes `bytes` beside the file at `path` and renames that over it, so that there is the old file or the
/// new one at every moment. Mode, owner and group stay as far as this user may set them. Empty, or in words
/// why the file is as it was.
std::string replace_file(const std::string& path, const std::string& bytes, const FileReplacement& how = {});

}  // namespace caveat::app
