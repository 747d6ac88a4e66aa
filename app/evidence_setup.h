// The evidence of `caveat serve`, put together from its configuration.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>

#include "app/evidence_configuration.h"
#include "audit/journal/journal.h"
#include "audit/shipping/kafka_shipper.h"
#include "audit/shipping/line_shipper.h"
#include "proxy/readiness.h"
#include "rules/signing_key.h"

namespace caveat::app {

/// The key that checkpoints are signed with, out of a file that only its owner may read. The error is a
/// sentence for the operator.
boost::system::result<std::shared_ptr<const rules::SigningKey>, std::string> read_evidence_key(
    const std::string& path);

/// Makes the folder, if it is not there. In words, if that is not possible; else empty.
std::string prepare_evidence_folder(const std::string& folder);

/// Why a server with the rights of this process could not keep evidence there, as far as that can be told
/// without writing anything; else empty.
std::string fault_of_evidence_folder(const std::string& folder);

/// Which property would keep Kafka from being sent copies, as far as that can be told without asking a
/// broker; else empty.
std::string fault_of_kafka(const EvidenceConfiguration& configuration);

/// The journal of a server, and those that its lines are copied to.
class KeptEvidence {
 public:
  /// Begins to keep. `readiness` outlives it, and tells as `evidence` whether records can be kept. The error
  /// is a sentence for the operator.
  static boost::system::result<std::unique_ptr<KeptEvidence>, std::string> begin(
      const EvidenceConfiguration& configuration, std::shared_ptr<const rules::SigningKey> key,
      proxy::Readiness& readiness);

  filter::EvidenceSink& sink() { return *journal_; }
  filter::EvidenceFigures figures() const;

 private:
  KeptEvidence() = default;
  std::string begin_shipping(const EvidenceConfiguration& configuration);
  void ship(std::string_view lines);

  std::unique_ptr<audit::LineShipper> syslog_;  ///< null where lines are not copied there
  std::unique_ptr<audit::KafkaShipper> kafka_;
  std::unique_ptr<audit::Journal> journal_;  ///< goes first
};

}  // namespace caveat::app
