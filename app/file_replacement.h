// Puts a whole file in the place of another.
#pragma once

#include <sys/types.h>

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

/// Writes `bytes` beside the file at `path` and renames that over it, so that there is the old file or the
/// new one at every moment. Links are followed; mode, owner and group stay as far as this user may set them;
/// a new file gets `mode`. Empty, or in words why the file is as it was.
std::string replace_file(const std::string& path, const std::string& bytes, mode_t mode = 0644);

}  // namespace caveat::app
