// One record of a journal with what proves it: for somebody who must not see the others.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/journal/entry_reader.h"

namespace caveat::audit {

/// A line of the journal and its inclusion path (RFC 9162, 2.1.3).
struct ProvenLine {
  std::string line;
  std::uint64_t number = 0;
  std::vector<Hash> path;
};

/// What a proof file says.
struct RecordProof {
  ProvenLine record;              ///< before the first byte
  std::optional<ProvenLine> end;  ///< after the last, if the journal has it
  std::string note;               ///< the signed checkpoint that both paths lead to
};

/// Goes through the journal twice. `paths`: all its files. The error is in words: there is no such record, or
/// no checkpoint behind it yet, or the journal is damaged.
boost::system::result<RecordProof, std::string> prove_record(const std::vector<std::string>& paths,
                                                             std::uint64_t number);

/// As JSON, to be given away.
std::string proof_text(const RecordProof& proof);
/// The error is in words.
boost::system::result<RecordProof, std::string> read_proof(std::string_view text);

/// What a proof proves.
struct ProvenRecord {
  Decided record;
  std::optional<Ended> end;
  SignedCheckpoint checkpoint;
};

/// Whether the record was in the journal when the holder of `public_key` signed. The error is what is wrong,
/// in words.
boost::system::result<ProvenRecord, std::string> check_proof(const RecordProof& proof,
                                                             std::string_view public_key);

/// The last checkpoint of a journal; empty if it has none.
std::string last_note(const std::vector<std::string>& paths);

}  // namespace caveat::audit
