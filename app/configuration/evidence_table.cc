// [evidence]: what is kept of responses, and how safely.
#include <array>

#include "app/configuration/tables.h"
#include "audit/journal/checkpoint.h"
#include "audit/shipping/syslog_address.h"

namespace caveat::app {
namespace {

using rules::Code;
using rules::TomlValue;

constexpr std::int64_t kLeastFile = 65536;
constexpr std::int64_t kMostFile = 1LL << 40;
constexpr std::int64_t kMostSyncSeconds = 60;
constexpr std::int64_t kMostCheckpointSeconds = 3600;

void read_origin(const ConfigurationFile& file, rules::TableReader& table, EvidenceConfiguration& into) {
  const TomlValue* written = table.text("origin");
  if (written == nullptr) return;
  into.origin = *written->string();
  if (audit::is_origin(into.origin)) return;
  file.problems().add(Code::wrong_type, written->place,
                      rules::in_quotes(into.origin) + " cannot name a journal",
                      "write a name without blanks, such as \"www.newsroom.example\"");
}

void read_syslog(const ConfigurationFile& file, rules::TableReader& table, EvidenceConfiguration& into) {
  const TomlValue* written = table.text("syslog");
  if (written == nullptr) return;
  into.syslog = *written->string();
  if (audit::parse_syslog_address(into.syslog)) return;
  file.problems().add(Code::bad_url, written->place,
                      rules::in_quotes(into.syslog) + " is no address of a syslog server",
                      "write \"unix:/dev/log\", \"udp://host:514\" or \"tcp://host:601\"");
}

/// "name=value"
void read_properties(const ConfigurationFile& file, rules::TableReader& table, EvidenceConfiguration& into) {
  for (const rules::PlacedText& written : table.texts("kafka_properties")) {
    const std::size_t sign = written.text->find('=');
    if (sign == std::string::npos || sign == 0) {
      file.problems().add(Code::wrong_type, written.value->place,
                          rules::in_quotes(*written.text) + " is no property",
                          "write a property of librdkafka: \"security.protocol=SSL\"");
      continue;
    }
    into.kafka_properties.emplace_back(written.text->substr(0, sign), written.text->substr(sign + 1));
  }
}

void take_text(const TomlValue* value, std::string& into) {
  if (value != nullptr) into = *value->string();
}

}  // namespace

void read_evidence(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  auto evidence = file.table(top, "evidence", kEvidenceKeys);
  if (!evidence) return;
  EvidenceConfiguration& into = draft.configuration.evidence;
  into.mode = EvidenceMode::required;
  constexpr std::array<std::string_view, 3> kModes = {"required", "best-effort", "off"};
  if (const std::string* mode = evidence->word("mode", kModes)) {
    into.mode = *mode == "off"           ? EvidenceMode::off
                : *mode == "best-effort" ? EvidenceMode::best_effort
                                         : EvidenceMode::required;
  }
  if (const TomlValue* folder = evidence->required_text("folder"))
    into.folder = file.path_of(*folder->string());
  if (const TomlValue* key = evidence->required_text("key_file"))
    into.key_file = file.path_of(*key->string());
  read_origin(file, *evidence, into);
  constexpr std::array<std::string_view, 2> kSyncs = {"each-commit", "interval"};
  const std::string* sync = evidence->word("fsync", kSyncs);
  std::chrono::seconds interval{1};
  file.count(*evidence, "fsync_interval", 1, kMostSyncSeconds, interval);
  if (sync != nullptr && *sync == "interval") into.sync_interval = interval;
  file.count(*evidence, "rotate_bytes", kLeastFile, kMostFile, into.rotate_bytes);
  file.flag(*evidence, "rotate_daily", into.rotate_daily);
  file.count(*evidence, "checkpoint_interval", 1, kMostCheckpointSeconds, into.checkpoint_interval);
  file.flag(*evidence, "body_digests", into.body_digests);
  read_syslog(file, *evidence, into);
  take_text(evidence->text("kafka_brokers"), into.kafka_brokers);
  take_text(evidence->text("kafka_topic"), into.kafka_topic);
  read_properties(file, *evidence, into);
  evidence->refuse_unknown();
  if (into.mode == EvidenceMode::off) return;
  draft.configuration.server.evidence.digests_bodies = into.body_digests;
  draft.configuration.server.evidence.required = into.mode == EvidenceMode::required;
}

}  // namespace caveat::app
