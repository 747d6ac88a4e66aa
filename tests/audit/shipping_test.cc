// Copies of lines arrive elsewhere, and never hold anybody up.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "audit/shipping/kafka_shipper.h"
#include "audit/shipping/line_shipper.h"
#include "audit/shipping/syslog_transport.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

/// Reads what comes to a port of loopback, by datagrams or on one connection after the other.
class Listener {
 public:
  explicit Listener(int type) : socket_(::socket(AF_INET, type, 0)) {
    const int yes = 1;
    ::setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    bind_to(0);
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (type == SOCK_STREAM) ::listen(socket_, 8);
  }
  ~Listener() { ::close(socket_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  std::string port() const {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    return std::to_string(ntohs(address.sin_port));
  }
  int accept() const { return ::accept(socket_, nullptr, nullptr); }
  std::string read() const { return read_from(socket_, 0); }
  static std::string read_from(int socket, std::size_t wanted) {
    std::string text;
    do {
      char buffer[4096];
      const auto size = ::recv(socket, buffer, sizeof buffer, 0);
      if (size <= 0) break;
      text.append(buffer, static_cast<std::size_t>(size));
    } while (text.size() < wanted);
    return text;
  }

 private:
  void bind_to(std::uint16_t port) const {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  int socket_;
};

std::unique_ptr<LineTransport> to(const std::string& address) {
  return syslog_transport(parse_syslog_address(address).value());
}

template <typename Condition>
bool comes_true(Condition condition) {
  for (int i = 0; i < 1000 && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return condition();
}

TEST(ASyslogAddress, IsOneOfThree) {
  EXPECT_EQ(parse_syslog_address("unix:/dev/log")->path, "/dev/log");
  EXPECT_EQ(parse_syslog_address("udp://logs.test:514")->host, "logs.test");
  EXPECT_EQ(parse_syslog_address("tcp://[::1]:601")->host, "::1");
  for (const char* bad :
       {"", "/dev/log", "unix:dev", "udp://h", "tcp://:1", "tcp://::1:601", "http://h:1", "udp://h:x"})
    EXPECT_FALSE(parse_syslog_address(bad)) << bad;
}

TEST(ASyslogMessage, SaysWhatRfc5424Wants) {
  EXPECT_EQ(syslog_message("{}"), "<134>1 - - caveat - evidence - {}");
}

TEST(AShipper, SendsADatagramALine) {
  const Listener listener(SOCK_DGRAM);
  LineShipper shipper("syslog", to("udp://127.0.0.1:" + listener.port()));
  shipper.take("one\ntwo\n");
  EXPECT_EQ(listener.read(), syslog_message("one"));
  EXPECT_EQ(listener.read(), syslog_message("two"));
  EXPECT_TRUE(comes_true([&] { return shipper.figures().sent == 2; }));
}

TEST(AShipper, SendsToAUnixSocket) {
  const auto path = std::filesystem::temp_directory_path() / ("caveat-syslog-" + std::to_string(::getpid()));
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.string().copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  LineShipper shipper("syslog", to("unix:" + path.string()));
  shipper.take("one\n");
  EXPECT_EQ(Listener::read_from(socket, 0), syslog_message("one"));
  ::close(socket);
  std::filesystem::remove(path);
}

TEST(AShipper, ConnectsAnewWhereTheOtherSideHungUp) {
  const Listener listener(SOCK_STREAM);
  LineShipper shipper("syslog", to("tcp://127.0.0.1:" + listener.port()));
  const auto counted = [](const std::string& line) {
    return std::to_string(syslog_message(line).size()) + " " + syslog_message(line);
  };
  for (const std::string line : {"one", "two"}) {
    shipper.take(line + "\n");
    const int connection = listener.accept();
    ASSERT_GE(connection, 0);
    EXPECT_EQ(Listener::read_from(connection, counted(line).size()), counted(line));
    ::close(connection);
  }
}

TEST(AShipper, KeepsWhatWaitsAndNeverHoldsUpWhoHandsItOver) {
  std::string port;
  {
    const Listener gone(SOCK_STREAM);
    port = gone.port();
  }
  LineShipper shipper("syslog", to("tcp://127.0.0.1:" + port));
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < 1000; ++i) shipper.take("line\n");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(1));
  EXPECT_TRUE(comes_true([&] { return shipper.figures().failures > 0; }));
  EXPECT_EQ(shipper.figures().waiting, 1000U);
  EXPECT_EQ(shipper.figures().dropped, 0U);
}

TEST(AShipper, DropsAndCountsWhatIsTooMuch) {
  LineShipper shipper("syslog", to("unix:/nowhere/at/all"));
  std::string megabyte(1024 * 1024, 'x');
  megabyte.back() = '\n';
  for (int i = 0; i < 70; ++i) shipper.take(megabyte);
  EXPECT_EQ(shipper.figures().waiting, 64U);
  EXPECT_EQ(shipper.figures().dropped, 6U);
}

/// librdkafka's own cluster, in this process, on ports of loopback.
class MockCluster {
 public:
  MockCluster() {
    char error[512];
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "test.mock.num.brokers", "3", error, sizeof error);
    handle_ = rd_kafka_new(RD_KAFKA_PRODUCER, conf, error, sizeof error);
    cluster_ = rd_kafka_handle_mock_cluster(handle_);
  }
  ~MockCluster() { rd_kafka_destroy(handle_); }
  MockCluster(const MockCluster&) = delete;
  MockCluster& operator=(const MockCluster&) = delete;
  std::string brokers() const { return rd_kafka_mock_cluster_bootstraps(cluster_); }

  /// In the order in which they were kept.
  std::vector<std::string> consume(const char* topic, std::size_t count) const {
    char error[512];
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "bootstrap.servers", brokers().c_str(), error, sizeof error);
    rd_kafka_conf_set(conf, "group.id", "test", error, sizeof error);
    rd_kafka_conf_set(conf, "auto.offset.reset", "earliest", error, sizeof error);
    rd_kafka_t* consumer = rd_kafka_new(RD_KAFKA_CONSUMER, conf, error, sizeof error);
    rd_kafka_topic_partition_list_t* topics = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(topics, topic, RD_KAFKA_PARTITION_UA);
    rd_kafka_subscribe(consumer, topics);
    rd_kafka_topic_partition_list_destroy(topics);
    std::vector<std::string> lines;
    for (int i = 0; i < 300 && lines.size() < count; ++i) {
      rd_kafka_message_t* message = rd_kafka_consumer_poll(consumer, 100);
      if (message == nullptr) continue;
      if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR)
        lines.emplace_back(static_cast<const char*>(message->payload), message->len);
      rd_kafka_message_destroy(message);
    }
    rd_kafka_consumer_close(consumer);
    rd_kafka_destroy(consumer);
    return lines;
  }

 private:
  rd_kafka_t* handle_;
  rd_kafka_mock_cluster_t* cluster_;
};

TEST(KafkaShipper, SendsEveryLineInItsOrder) {
  const MockCluster cluster;
  const auto shipper =
      KafkaShipper::open({.brokers = cluster.brokers(), .topic = "evidence", .properties = {}});
  ASSERT_TRUE(shipper) << shipper.error();
  std::vector<std::string> lines;
  for (int i = 0; i < 100; ++i) lines.push_back("line " + std::to_string(i));
  for (const std::string& line : lines) (*shipper)->take(line + "\n");
  EXPECT_TRUE(comes_true([&] { return (*shipper)->figures().sent == 100; }));
  EXPECT_EQ(cluster.consume("evidence", 100), lines);
  EXPECT_EQ((*shipper)->figures().dropped, 0U);
}

TEST(KafkaShipper, NeverWaitsForBrokersThatAreNotThere) {
  const auto shipper = KafkaShipper::open({.brokers = "127.0.0.1:1", .topic = "evidence", .properties = {}});
  ASSERT_TRUE(shipper) << shipper.error();
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < 1000; ++i) (*shipper)->take("line\n");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(1));
  EXPECT_EQ((*shipper)->figures().waiting, 1000U);
  EXPECT_TRUE(comes_true([&] { return (*shipper)->figures().failures > 0; }));
}

TEST(KafkaShipper, RefusesAPropertyThatIsNone) {
  EXPECT_FALSE(
      KafkaShipper::open({.brokers = "127.0.0.1:1", .topic = "t", .properties = {{"no.such", "1"}}}));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
