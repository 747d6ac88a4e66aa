// Where a journal left off: what a program that goes on with it has to know.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/journal/entry.h"

namespace caveat::audit {

struct JournalEnd {
  MerkleTree tree;                       ///< of all lines that count
  std::optional<PreviousFile> previous;  ///< the last file that holds any; none: the journal begins
  std::vector<std::string> set_aside;    ///< files behind it whose first line is not whole
  std::uint64_t next_ordinal = 1;
  /// In words, if more is wrong than a last line that was not finished; else empty.
  std::string damage;
};

/// Reads the last file of `folder`, which nobody writes to.
JournalEnd find_journal_end(const std::string& folder);

}  // namespace caveat::audit
