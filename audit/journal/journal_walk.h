// Goes through all lines of a journal that count, in their order.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/journal/entry_reader.h"

namespace caveat::audit {

/// One line; views live during the call.
struct WalkedLine {
  std::string_view text;
  const JournalEntry& entry;
  const std::string& file;  ///< path
  std::uint64_t line;       ///< in it, from 1 on
};

/// Calls `see` for each line; stops when that says false. Lines that are bad are passed over: whoever needs
/// to know of them verifies the journal.
void walk_journal(const std::vector<std::string>& paths, const std::function<bool(const WalkedLine&)>& see);

}  // namespace caveat::audit
