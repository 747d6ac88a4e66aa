// `caveat evidence`: looks at what `caveat serve` kept as evidence.
#pragma once

#include <string>
#include <vector>

namespace caveat::app {

struct EvidenceArguments {
  std::string action;  ///< "verify", "show", "prove", "prove-consistency", "verify-proof" or "head"
  std::vector<std::string> operands;  ///< files and folders; for `prove` the record's number first
  std::string key;                    ///< a file with the public key, in PEM or as a line
  std::vector<std::string> heads;     ///< files with checkpoints that were kept elsewhere
  std::string site, path, region, rule, from, to;  ///< of what is shown; empty: all
  bool json = false;
};

/// Findings are faults of a journal or a proof.
int evidence(const EvidenceArguments& arguments);

}  // namespace caveat::app
