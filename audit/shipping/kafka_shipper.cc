#include "audit/shipping/kafka_shipper.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>

namespace caveat::audit {
namespace {

constexpr int kFarewellMilliseconds = 1000;
/// All lines have one key, and so one partition.
constexpr std::string_view kKey = "evidence";

using ErrorText = std::array<char, 512>;

struct Destroys {
  void operator()(rd_kafka_conf_t* configuration) const { rd_kafka_conf_destroy(configuration); }
};
using Configuration = std::unique_ptr<rd_kafka_conf_t, Destroys>;

boost::system::result<Configuration, std::string> configuration_of(const KafkaOptions& options) {
  std::vector<std::pair<std::string, std::string>> properties = {
      {"bootstrap.servers", options.brokers}, {"client.id", "caveat"}, {"enable.idempotence", "true"}};
  properties.insert(properties.end(), options.properties.begin(), options.properties.end());
  Configuration configuration(rd_kafka_conf_new());
  ErrorText error{};
  for (const auto& [name, value] : properties) {
    if (rd_kafka_conf_set(configuration.get(), name.c_str(), value.c_str(), error.data(), error.size()) !=
        RD_KAFKA_CONF_OK)
      return std::string(error.data());
  }
  return configuration;
}

/// In milliseconds since 1970: no finer than the lines are themselves.
std::int64_t this_minute() {
  const auto now = std::chrono::floor<std::chrono::minutes>(std::chrono::system_clock::now());
  return std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
}

}  // namespace

struct KafkaShipper::Producer {
  rd_kafka_t* handle = nullptr;
  rd_kafka_topic_t* topic = nullptr;
  std::atomic<std::uint64_t> sent = 0;
  std::atomic<std::uint64_t> dropped = 0;
  std::atomic<std::uint64_t> failures = 0;

  Producer() = default;
  Producer(const Producer&) = delete;
  Producer& operator=(const Producer&) = delete;
  ~Producer() {
    if (handle == nullptr) return;
    rd_kafka_flush(handle, kFarewellMilliseconds);
    rd_kafka_purge(handle, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    if (topic != nullptr) rd_kafka_topic_destroy(topic);
    rd_kafka_destroy(handle);
  }

  void produce(std::string_view line) {
    std::array<rd_kafka_vu_t, 5> parts{};
    parts[0].vtype = RD_KAFKA_VTYPE_RKT;
    parts[0].u.rkt = topic;
    parts[1].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
    parts[1].u.i = RD_KAFKA_MSG_F_COPY;
    parts[2].vtype = RD_KAFKA_VTYPE_KEY;
    parts[2].u.mem = {const_cast<char*>(kKey.data()), kKey.size()};
    parts[3].vtype = RD_KAFKA_VTYPE_VALUE;
    parts[3].u.mem = {const_cast<char*>(line.data()), line.size()};
    parts[4].vtype = RD_KAFKA_VTYPE_TIMESTAMP;
    parts[4].u.i64 = this_minute();
    rd_kafka_error_t* const error = rd_kafka_produceva(handle, parts.data(), parts.size());
    if (error == nullptr) return;
    rd_kafka_error_destroy(error);
    ++dropped;
  }

  static void delivered(rd_kafka_t*, const rd_kafka_message_t* message, void* producer) {
    auto& own = *static_cast<Producer*>(producer);
    ++(message->err == RD_KAFKA_RESP_ERR_NO_ERROR ? own.sent : own.dropped);
  }
  static void failed(rd_kafka_t*, int, const char*, void* producer) {
    ++static_cast<Producer*>(producer)->failures;
  }
  /// Its own lines would go to standard error.
  static void silent(const rd_kafka_t*, int, const char*, const char*) {}
};

std::string KafkaShipper::flaw_of(const KafkaOptions& options) {
  const auto configured = configuration_of(options);
  return configured ? std::string() : configured.error();
}

KafkaShipper::KafkaShipper(std::unique_ptr<Producer> producer) : producer_(std::move(producer)) {}
KafkaShipper::~KafkaShipper() = default;

boost::system::result<std::unique_ptr<KafkaShipper>, std::string> KafkaShipper::open(
    const KafkaOptions& options) {
  auto configured = configuration_of(options);
  if (!configured) return configured.error();
  auto producer = std::make_unique<Producer>();
  rd_kafka_conf_t* const configuration = configured->get();
  rd_kafka_conf_set_opaque(configuration, producer.get());
  rd_kafka_conf_set_dr_msg_cb(configuration, &Producer::delivered);
  rd_kafka_conf_set_error_cb(configuration, &Producer::failed);
  rd_kafka_conf_set_log_cb(configuration, &Producer::silent);
  ErrorText error{};
  producer->handle = rd_kafka_new(RD_KAFKA_PRODUCER, configuration, error.data(), error.size());
  if (producer->handle == nullptr) return std::string(error.data());
  static_cast<void>(configured->release());  // the producer's now
  producer->topic = rd_kafka_topic_new(producer->handle, options.topic.c_str(), nullptr);
  if (producer->topic == nullptr) return options.topic + " is no topic";
  return std::unique_ptr<KafkaShipper>(new KafkaShipper(std::move(producer)));
}

void KafkaShipper::take(std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size() - 1);
    producer_->produce(lines.substr(0, end));
    lines.remove_prefix(end + 1);
  }
  rd_kafka_poll(producer_->handle, 0);
}

filter::EvidenceFigures::Shipment KafkaShipper::figures() const {
  rd_kafka_poll(producer_->handle, 0);
  filter::EvidenceFigures::Shipment figures;
  figures.to = "kafka";
  figures.sent = producer_->sent;
  figures.dropped = producer_->dropped;
  figures.failures = producer_->failures;
  figures.waiting = static_cast<std::uint64_t>(std::max(0, rd_kafka_outq_len(producer_->handle)));
  return figures;
}

}  // namespace caveat::audit
