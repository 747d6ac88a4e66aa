// Copies of lines to a topic of Kafka. kafka_shipper.cc is the sole include of librdkafka.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "filter/evidence.h"

namespace caveat::audit {

struct KafkaOptions {
  std::string brokers;  ///< "kafka1:9092,kafka2:9092"
  std::string topic;
  std::vector<std::pair<std::string, std::string>> properties;  ///< of librdkafka: TLS, passwords
};

/// librdkafka keeps what waits, within its bound, and sends it on threads of its own. Messages of one journal
/// go to one partition, so that they stay in order. Safe to use from any thread.
class KafkaShipper {
 public:
  /// In words, the first property that librdkafka does not take by itself; empty if it takes each. Those that
  /// do not go together `open` tells. Asks no broker.
  static std::string flaw_of(const KafkaOptions& options);
  /// The error is in words: a property that is none. Brokers that are not there are no error.
  static boost::system::result<std::unique_ptr<KafkaShipper>, std::string> open(const KafkaOptions& options);
  /// Gives what waits a second to go.
  ~KafkaShipper();
  KafkaShipper(const KafkaShipper&) = delete;
  KafkaShipper& operator=(const KafkaShipper&) = delete;

  /// Whole lines, each with its end. Never waits for a broker.
  void take(std::string_view lines);
  /// Also takes note of what has arrived: ask now and then.
  filter::EvidenceFigures::Shipment figures() const;

 private:
  struct Producer;
  explicit KafkaShipper(std::unique_ptr<Producer> producer);
  std::unique_ptr<Producer> producer_;
};

}  // namespace caveat::audit
