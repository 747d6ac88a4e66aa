// The evidence of `caveat serve`, put together from its configuration.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>

#include "app/evidence_configuration.h"
#include "audit/journal/journal.h"
#include "proxy/readiness.h"
#include "rules/signing_key.h"

namespace caveat::app {

/// The key that checkpoints are signed with, out of a file that only its owner may read. The error is a
/// sentence for the operator.
boost::system::result<std::shared_ptr<const rules::SigningKey>, std::string> read_evidence_key(
    const std::string& path);

/// Makes the folder, if it is not there. In words, if that is not possible; else empty.
std::string prepare_evidence_folder(const std::string& folder);

/// Begins to keep. `readiness` outlives it, and tells as `evidence` whether records can be kept. The error is
/// a sentence for the operator.
boost::system::result<std::unique_ptr<audit::Journal>, std::string> open_evidence(
    const EvidenceConfiguration& configuration, std::shared_ptr<const rules::SigningKey> key,
    proxy::Readiness& readiness);

}  // namespace caveat::app
