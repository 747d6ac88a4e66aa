// What [evidence] of the configuration says.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace caveat::app {

enum class EvidenceMode { off, best_effort, required };

struct EvidenceConfiguration {
  EvidenceMode mode = EvidenceMode::off;
  std::string folder;
  std::string key_file;  ///< the private key that checkpoints are signed with
  std::string origin = "caveat";
  std::chrono::seconds sync_interval{0};  ///< 0: each commit
  std::uint64_t rotate_bytes = 268435456;
  bool rotate_daily = true;
  std::chrono::seconds checkpoint_interval{10};
  bool body_digests = false;
  std::string syslog;  ///< where lines are sent besides; empty: nowhere
  std::string kafka_brokers;
  std::string kafka_topic = "caveat-evidence";
  std::vector<std::pair<std::string, std::string>> kafka_properties;  ///< of librdkafka
};

}  // namespace caveat::app
