// The first lines of all files of a journal, and where each file's lines end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/journal/entry.h"

namespace caveat::audit {

struct HeadedFile {
  std::string path;
  std::string name;
  std::optional<FileHead> head;  ///< none: its first line is no head
  std::string fault;             ///< why not, in words
  std::uint64_t size = 0;        ///< in bytes
  /// Bytes that count, as the next file says; none: it is the last.
  std::optional<std::uint64_t> counted;
  std::string ended;           ///< why it ended, as the next file says
  std::uint64_t unsynced = 0;  ///< of its last lines, as PreviousFile has it
};

/// Reads the first line of each of `paths`, in their order.
std::vector<HeadedFile> read_heads(const std::vector<std::string>& paths);

}  // namespace caveat::audit
