// Requests that must not reach the upstream.
#include "proxy/refusal.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "proxy_fixture.h"

namespace caveat::proxy {
namespace {

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

}  // namespace
}  // namespace caveat::proxy
