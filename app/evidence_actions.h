// What `caveat evidence` can do, each with an exit code.
#pragma once

#include "app/evidence_command.h"

namespace caveat::app {

int verify_evidence(const EvidenceArguments& arguments);
int show_evidence(const EvidenceArguments& arguments);
int prove_evidence(const EvidenceArguments& arguments);
int verify_evidence_proof(const EvidenceArguments& arguments);
int show_evidence_head(const EvidenceArguments& arguments);

/// `text` with its control characters written out: whoever wrote it may be an enemy of the terminal.
std::string harmless(const std::string& text);

/// Tells what could not be done.
int complain_of_evidence(const std::string& what);

}  // namespace caveat::app
