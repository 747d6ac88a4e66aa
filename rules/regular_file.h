// Reads a file that may be something else, or that somebody may be writing.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include <boost/system/result.hpp>

#include "rules/codes.h"

namespace caveat::rules {

struct FileBytes {
  std::string bytes;
  std::chrono::sys_seconds changed{};  ///< when it was last modified
};

struct FileProblem {
  Code code = Code::unreadable_file;
  std::string message;
};

/// The whole of the file at `path`, links followed, as it was at one moment: a file that keeps changing while
/// it is read is refused. Never waits for a pipe or a device. More than `most` bytes are refused.
boost::system::result<FileBytes, FileProblem> read_regular_file(const std::filesystem::path& path,
                                                                std::size_t most);

/// Whether one is there, links followed.
bool is_regular_file(const std::filesystem::path& path);

}  // namespace caveat::rules
