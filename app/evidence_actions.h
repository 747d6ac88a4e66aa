// What `caveat evidence` can do, each with an exit code.
#pragma once

#include "app/evidence_command.h"

namespace caveat::app {

int verify_evidence(const EvidenceArguments& arguments);
int show_evidence(const EvidenceArguments& arguments);
int prove_evidence(const EvidenceArguments& arguments);
int verify_evidence_proof(const EvidenceArguments& arguments);
int prove_consistency_of_evidence(const EvidenceArguments& arguments);
/// Of a proof that `prove-consistency` gave: `text` is what its file holds, `key` a public key as a line.
int verify_consistency_proof(const std::string& text, const std::string& key,
                             const EvidenceArguments& arguments);
int show_evidence_head(const EvidenceArguments& arguments);

}  // namespace caveat::app
