// Requests that must not reach the upstream.
#include "proxy/refusal.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <thread>

#include "proxy_fixture.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

/// An upstream that counts what reaches it.
class Counting {
 public:
  Counting()
      : upstream([this](TcpPeer& peer) {
          while (!peer.read_message().empty()) {
            ++requests;
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
          }
        }) {}
  std::atomic<int> requests = 0;
  TcpUpstream upstream;
};

struct Case {
  const char* name;
  std::string request;
  const char* status;
};

const std::vector<Case> kCases = {
    {"two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
     "400"},
    {"no host", "GET / HTTP/1.1\r\n\r\n", "400"},
    {"a tunnel", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", "400"},
    {"an echo of cookies", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", "405"},
    {"another host", "GET / HTTP/1.1\r\nHost: b.example\r\n\r\n", "421"},
    {"another host in absolute form", "GET http://b.example/ HTTP/1.1\r\nHost: a\r\n\r\n", "421"},
    {"a head that is too large", "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(70'000, 'x'), "431"},
    {"odd chunk syntax",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1 \r\n", "400"},
    {"a body that takes too long", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhello", "408"},
    {"a head that does not end", "GET / HTTP/1.1\r\nHost: a\r\n", "408"},
};

TEST(Refusal, SuchRequestsReachNoUpstream) {
  for (const Case& c : kCases) {
    Counting counting;
    ServerOptions options;
    options.sites.front().hosts = {*rules::SitePattern::parse("a"),
                                   *rules::SitePattern::parse("*.a.example")};
    options.limits.header_time = std::chrono::milliseconds(200);
    options.limits.idle_time = std::chrono::milliseconds(300);
    const RunningProxy proxy(counting.upstream.url(), {}, options);
    TcpPeer reader = proxy.connect();
    reader.send(c.request);
    EXPECT_EQ(reader.read_message().substr(9, 3), c.status) << c.name;
    reader.shutdown_send();
    EXPECT_TRUE(reader.is_closed()) << c.name;
    EXPECT_EQ(counting.requests, 0) << c.name;
  }
}

/// An upstream that reads all it gets on its one connection, and how that ended.
class Reading {
 public:
  Reading()
      : upstream([this](TcpPeer& peer) {
          seen = peer.read_to_end();
          was_reset.set_value(peer.was_reset());
        }) {}
  std::string seen;  ///< once `was_reset` is there
  std::promise<bool> was_reset;
  TcpUpstream upstream;
};

TEST(Refusal, ABodyThatBreaksItsFramingLateReachesItsEndNowhere) {
  Reading reading;
  const RunningProxy proxy(reading.upstream.url());
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  const std::string response = proxy.ask("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" +
                                         chunk + chunk + "1 \r\n");
  EXPECT_EQ(response.substr(9, 3), "400") << response;
  EXPECT_TRUE(reading.was_reset.get_future().get());
  EXPECT_EQ(reading.seen.find("0\r\n\r\n"), std::string::npos);
}

TEST(Refusal, ABodyThatItsReaderBreaksOffReachesItsEndNowhere) {
  Reading reading;
  const RunningProxy proxy(reading.upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" + std::string(100'000, 'x'));
  reader.shutdown_send();
  EXPECT_TRUE(reading.was_reset.get_future().get());
}

TEST(Refusal, OneReaderTooManyIsTurnedAway) {
  Counting counting;
  ServerOptions options;
  options.limits.connections = 1;
  const RunningProxy proxy(counting.upstream.url(), {}, options);
  TcpPeer first = proxy.connect();
  first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  first.read_message();
  EXPECT_EQ(proxy.connect().read_message().substr(9, 3), "503");
}

/// Of HTTP/2 (RFC 9113, 4.1), on stream 1 or, SETTINGS, on none.
std::string frame(char kind, char flags, const std::string& payload) {
  std::string bytes(9, '\0');
  bytes[2] = static_cast<char>(payload.size());
  bytes[3] = kind;
  bytes[4] = flags;
  bytes[8] = kind == 4 ? 0 : 1;
  return bytes + payload;
}

const std::string kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const std::string kSettings = frame(4, 0, "");

struct Drip {
  const char* name;
  std::string at_once;
  std::string by_byte;
  bool is_answered;  ///< by 408; else the connection ends
  int pause = 50;    ///< milliseconds between two bytes
};

const std::vector<Drip> kDrips = {
    {"a head", "", "GET / HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n", true},
    {"a long one, fast", "GET / HTTP/1.1\r\nHost: a\r\nX: ", std::string(1000, 'x'), true, 3},
    {"the preface of HTTP/2", "", kPreface, true},
    {"what may become that", "PRI", " * HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n", true},
    {"the first frame of HTTP/2", kPreface, frame(4, 0, std::string(30, '\0')), false},
    {"HEADERS", kPreface + kSettings, frame(1, 4, std::string(30, '\x82')), false},
    {"CONTINUATION", kPreface + kSettings + frame(1, 0, "\x82"), frame(9, 4, std::string(30, '\x84')), false},
    {"the head of a frame", kPreface + kSettings, frame(6, 0, std::string(8, '\0')).substr(0, 8), false},
};

TEST(Refusal, AHeadThatComesByteByByteHasNoMoreTimeForIt) {
  for (const Drip& drip : kDrips) {
    Counting counting;
    ServerOptions options;
    options.limits.header_time = std::chrono::milliseconds(300);
    const RunningProxy proxy(counting.upstream.url(), {}, options);
    TcpPeer reader = proxy.connect();
    reader.send(drip.at_once);
    const auto begun = std::chrono::steady_clock::now();
    for (const char byte : drip.by_byte) {
      if (!reader.send({&byte, 1})) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(drip.pause));
    }
    const std::string answer = reader.read_to_end();
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5)) << drip.name;
    EXPECT_EQ(answer.starts_with("HTTP/1.1 408 "), drip.is_answered) << drip.name;
    EXPECT_NE(proxy.metrics.text().find("{reason=\"head_timeout\",status=\"408\"} 1\n"), std::string::npos)
        << drip.name;
    EXPECT_EQ(counting.requests, 0) << drip.name;
  }
}

TEST(Refusal, AnIdleConnectionIsClosedWithoutAWord) {
  Counting counting;
  ServerOptions options;
  options.limits.idle_time = std::chrono::milliseconds(100);
  const RunningProxy proxy(counting.upstream.url(), {}, options);
  EXPECT_EQ(proxy.connect().read_to_end(), "");
}

TEST(Refusal, AnAnswerToHeadHasNoBody) {
  EXPECT_TRUE(refusal_bytes(400, true).ends_with("\r\n\r\n"));
  EXPECT_TRUE(refusal_bytes(400, false).ends_with("\r\n\r\n400 Bad Request\n"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
