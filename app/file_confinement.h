// What of the file system the process can still reach once it serves.
#pragma once

#include <string>
#include <vector>

namespace caveat::app {

/// From now on this thread and those that it begins can read below the folders that hold `paths` (and below
/// those that their links lead to), and what any program of the system reads; they can run nothing, and make
/// and replace nothing but `sockets` and files below the folders `written`.
/// Files and sockets that are open stay so. By Landlock (Linux 5.13); cannot be undone. Empty, or in words
/// why it is not so: then nothing has changed.
std::string confine_files(const std::vector<std::string>& paths, const std::vector<std::string>& sockets = {},
                          const std::vector<std::string>& written = {});

}  // namespace caveat::app
