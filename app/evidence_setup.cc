#include "app/evidence_setup.h"

#include <filesystem>
#include <system_error>

#include "app/secret_file.h"
#include "app/written_folder.h"
#include "audit/shipping/syslog_address.h"
#include "audit/shipping/syslog_transport.h"
#include "proxy/server_log.h"

namespace caveat::app {
namespace {

constexpr std::string_view kSubject = "evidence";
constexpr const char* kNoKafka = "copies of evidence cannot be sent to Kafka: ";

audit::KafkaOptions kafka_of(const EvidenceConfiguration& configuration) {
  return {.brokers = configuration.kafka_brokers,
          .topic = configuration.kafka_topic,
          .properties = configuration.kafka_properties};
}

void tell(const std::string& problem, bool required, proxy::Readiness& readiness) {
  if (problem.empty()) {
    readiness.sound(kSubject);
    proxy::log_info("evidence: records are kept again");
    return;
  }
  readiness.degraded(kSubject, "records cannot be kept");
  proxy::log_warning("evidence: " + problem +
                     (required ? ". Covered pages are refused with 503 until records can be kept"
                               : ". Covered pages are served without a record"));
}

}  // namespace

boost::system::result<std::shared_ptr<const rules::SigningKey>, std::string> read_evidence_key(
    const std::string& path) {
  const auto [pem, problem] = read_secret_file(path);
  if (!problem.empty()) return problem;
  auto key = rules::SigningKey::read(pem, [] { return std::string(); });
  if (!key) {
    return "the key " + path +
           " is no Ed25519 key without a passphrase: make one with openssl genpkey -algorithm ed25519";
  }
  return std::make_shared<const rules::SigningKey>(*std::move(key));
}

std::string prepare_evidence_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  return error ? "the folder of the evidence, " + folder + ": " + error.message() : "";
}

std::string fault_of_evidence_folder(const std::string& folder) {
  const std::string fault = fault_of_written_folder(folder);
  return fault.empty() ? fault : "the evidence cannot be kept in " + folder + ": " + fault;
}

std::string fault_of_kafka(const EvidenceConfiguration& configuration) {
  if (configuration.kafka_brokers.empty()) return {};
  const std::string flaw = audit::KafkaShipper::flaw_of(kafka_of(configuration));
  return flaw.empty() ? flaw : kNoKafka + flaw;
}

std::string KeptEvidence::begin_shipping(const EvidenceConfiguration& configuration) {
  if (const auto address = audit::parse_syslog_address(configuration.syslog))
    syslog_ = std::make_unique<audit::LineShipper>("syslog", audit::syslog_transport(*address));
  if (configuration.kafka_brokers.empty()) return {};
  auto kafka = audit::KafkaShipper::open(kafka_of(configuration));
  if (!kafka) return std::string(kNoKafka) + kafka.error();
  kafka_ = *std::move(kafka);
  return {};
}

void KeptEvidence::ship(std::string_view lines) {
  if (syslog_) syslog_->take(lines);
  if (kafka_) kafka_->take(lines);
}

boost::system::result<std::unique_ptr<KeptEvidence>, std::string> KeptEvidence::begin(
    const EvidenceConfiguration& configuration, std::shared_ptr<const rules::SigningKey> key,
    proxy::Readiness& readiness) {
  std::unique_ptr<KeptEvidence> kept(new KeptEvidence());
  if (std::string problem = kept->begin_shipping(configuration); !problem.empty()) return problem;
  audit::JournalOptions options;
  options.folder = configuration.folder;
  options.origin = configuration.origin;
  options.program = "caveat " CAVEAT_VERSION;
  options.key = std::move(key);
  options.sync_interval = configuration.sync_interval;
  options.rotate_bytes = configuration.rotate_bytes;
  options.rotate_daily = configuration.rotate_daily;
  options.checkpoint_interval = configuration.checkpoint_interval;
  const bool required = configuration.mode == EvidenceMode::required;
  audit::JournalEvents events;
  events.problem = [required, &readiness](const std::string& problem) { tell(problem, required, readiness); };
  events.endangered = [](std::uint64_t lines) {
    proxy::log_warning(
        "evidence: an fsync failed, and the last " + std::to_string(lines) +
        " lines, which counted as kept, may not survive a loss of power. The journal goes on in "
        "a new file, whose first line says so");
  };
  if (kept->syslog_ || kept->kafka_)
    events.kept = [&kept = *kept](std::string_view lines) { kept.ship(lines); };
  auto journal = audit::Journal::open(std::move(options), std::move(events));
  if (!journal) return "the evidence cannot be written: " + journal.error();
  kept->journal_ = *std::move(journal);
  if (!kept->journal_->damage().empty()) proxy::log_warning("evidence: " + kept->journal_->damage());
  return kept;
}

filter::EvidenceFigures KeptEvidence::figures() const {
  filter::EvidenceFigures figures = journal_->figures();
  if (syslog_) figures.shipments[0] = syslog_->figures();
  if (kafka_) figures.shipments[1] = kafka_->figures();
  return figures;
}

}  // namespace caveat::app
