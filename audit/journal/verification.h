// Whether a journal is whole and as it was written, and if not, where the first fault is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/journal/checkpoint.h"

namespace caveat::audit {

/// Files of one journal in their order, or its folder.
struct JournalPlace {
  std::string folder;              ///< for messages; empty if files were named
  std::vector<std::string> files;  ///< paths
  bool may_begin_late = false;     ///< earlier files need not be there
};

struct VerificationTerms {
  std::string key;                     ///< public, as a line; empty: the one that the journal names itself by
  std::vector<SignedCheckpoint> kept;  ///< checkpoints that were kept elsewhere
};

/// The first fault.
struct JournalFault {
  std::string file;
  std::uint64_t line = 0;  ///< from 1 on; 0: the file as a whole
  std::string what;        ///< in words, what is wrong there and what that means
};

struct JournalVerdict {
  std::optional<JournalFault> fault;
  std::vector<std::string> remarks;  ///< what is no fault, but good to know
  std::string origin;
  std::uint64_t first = 0;       ///< number of the first line that was there
  std::uint64_t size = 0;        ///< lines, from the first of the journal on
  std::uint64_t records = 0;     ///< of covered responses
  std::uint64_t unfinished = 0;  ///< of those, without an end
  std::uint64_t uncovered = 0;   ///< responses that were only counted
  std::uint64_t without_record = 0;
  std::uint64_t checkpoints = 0;
  std::uint64_t signed_size = 0;  ///< lines that the last checkpoint speaks for
  std::string last_note;          ///< the last checkpoint
};

/// Reads all of it once, in little memory.
JournalVerdict verify_journal(const JournalPlace& place, const VerificationTerms& terms);

}  // namespace caveat::audit
