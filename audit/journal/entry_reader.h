// Lines of a journal back into what they say. Whoever wrote them may be an enemy.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>
#include <variant>

#include "audit/journal/checkpoint.h"
#include "audit/journal/entry.h"

namespace caveat::audit {

/// Before the first byte of a covered response.
struct Decided {
  std::string minute, site, path, region, rules, plan, answer, failure;
  std::uint64_t status = 0;
  std::vector<filter::RuleOutcome> applied;
};

/// After the last.
struct Ended {
  std::uint64_t of = 0;
  std::uint64_t status = 0;
  std::string ending, failure;
  std::vector<filter::RuleOutcome> applied;
  std::string body_came, body_left;
};

struct Counted {
  std::string minute;
  Count count;
};

struct CheckpointEntry {
  std::string why;
  std::string note;
  SignedCheckpoint read;
};

struct JournalEntry {
  std::uint64_t number = 0;
  std::variant<FileHead, Decided, Ended, Counted, CheckpointEntry> what;
};

/// The error is what is wrong with the line, in words: "its check does not hold".
boost::system::result<JournalEntry, std::string> read_entry(std::string_view line);

/// The name that a document or an operator would call the line by: "record", "end of record 57",
/// "checkpoint".
std::string describe(const JournalEntry& entry);

}  // namespace caveat::audit
