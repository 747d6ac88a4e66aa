// The journals, keys and checkpoints that a command of `caveat evidence` names.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <vector>

#include "app/evidence_command.h"
#include "audit/journal/verification.h"

namespace caveat::app {

/// What could not be done, in words.
struct Complaint {
  std::string said;
};

/// Out of a file that was named.
struct GivenText {
  std::string text;
};

/// All journals below the folders among `operands`; the files among them are one more.
boost::system::result<std::vector<audit::JournalPlace>, Complaint> find_journals(
    const std::vector<std::string>& operands);

/// In words, if more or less than one journal is meant; else empty.
std::string must_be_one(const std::vector<audit::JournalPlace>& places);

/// The key's line; empty if `path` is.
boost::system::result<GivenText, Complaint> read_public_key(const std::string& path);

/// All checkpoints that stand in files, one after the other.
boost::system::result<std::vector<audit::SignedCheckpoint>, Complaint> read_kept_heads(
    const std::vector<std::string>& paths);

/// What `path` holds.
boost::system::result<GivenText, Complaint> read_whole_file(const std::string& path);

}  // namespace caveat::app
