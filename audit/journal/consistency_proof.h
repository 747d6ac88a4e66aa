// That a journal was only added to since an earlier checkpoint: for somebody who kept that one and must see
// none of the lines.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "audit/journal/checkpoint.h"

namespace caveat::audit {

/// What such a file says: two notes, and the consistency proof between their trees (RFC 9162, 2.1.4).
struct ConsistencyProof {
  std::vector<Hash> path;
  std::string earlier;
  std::string later;
};

/// Why there is no proof.
struct NotConsistent {
  std::string why;              ///< in words
  bool is_contradicted = true;  ///< the journal is not what was signed; else it could only not be shown
};

/// The name of the journal; empty if no file of `paths` has a head.
std::string journal_origin(const std::vector<std::string>& paths);

/// Goes through the journal twice. `paths`: all its files. `earlier`: of this journal, kept elsewhere; whose
/// signature it has is not looked at. The later checkpoint is the journal's last.
boost::system::result<ConsistencyProof, NotConsistent> prove_consistency(
    const std::vector<std::string>& paths, const SignedCheckpoint& earlier);

/// As JSON, to be given away.
std::string consistency_text(const ConsistencyProof& proof);
/// Whether `text` says that it is such a proof, and not one of a record.
bool says_consistency(std::string_view text);
/// The error is in words.
boost::system::result<ConsistencyProof, std::string> read_consistency(std::string_view text);

/// What a proof proves: all lines that `earlier` speaks of are the first lines of those that `later` does.
struct ProvenConsistency {
  SignedCheckpoint earlier;
  SignedCheckpoint later;
};

/// The error is what is wrong, in words.
boost::system::result<ProvenConsistency, std::string> check_consistency(const ConsistencyProof& proof,
                                                                        std::string_view public_key);

}  // namespace caveat::audit
