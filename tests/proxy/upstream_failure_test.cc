// What a reader sees when the upstream fails.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "proxy_fixture.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

const std::string kGet = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

struct Case {
  const char* name;
  const char* sent;    ///< by the upstream, which then closes
  const char* status;  ///< that the reader sees
};

const std::vector<Case> kCases = {
    {"nothing", "", "502"},
    {"half a head", "HTTP/1.1 200 OK\r\nContent-", "502"},
    {"no HTTP", "hello\r\n\r\n", "502"},
    {"two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", "502"},
    {"a switch of protocols", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", "502"},
};

TEST(UpstreamFailure, AHeadThatIsNoneIsABadGateway) {
  for (const Case& c : kCases) {
    TcpUpstream upstream([&](TcpPeer& peer) {
      peer.read_message();
      peer.send(c.sent);
    });
    const RunningProxy proxy(upstream.url());
    EXPECT_EQ(proxy.ask(kGet).substr(9, 3), c.status) << c.name;
  }
}

TEST(UpstreamFailure, ARefusedConnectionIsABadGatewayThatNobodyStores) {
  const RunningProxy proxy("http://127.0.0.1:" + std::to_string(free_port()));
  const std::string response = proxy.ask(kGet);
  EXPECT_EQ(response.substr(9, 3), "502");
  EXPECT_NE(response.find("no-store"), std::string::npos);
}

TEST(UpstreamFailure, SilenceIsAGatewayTimeout) {
  TcpUpstream upstream([](TcpPeer& peer) { peer.read_to_end(); });
  ServerOptions options;
  options.sites.front().upstream.idle_time = std::chrono::milliseconds(200);
  const RunningProxy proxy(upstream.url(), {}, options);
  EXPECT_EQ(proxy.ask(kGet).substr(9, 3), "504");
}

TEST(UpstreamFailure, AHeadThatComesByteByByteIsAGatewayTimeout) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    peer.send("HTTP/1.1 200 OK\r\nX: ");
    while (peer.send("x")) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  });
  ServerOptions options;
  options.sites.front().upstream.idle_time = std::chrono::milliseconds(300);
  const RunningProxy proxy(upstream.url(), {}, options);
  EXPECT_EQ(proxy.ask(kGet).substr(0, 12), "HTTP/1.1 504");
}

TEST(UpstreamFailure, InterimResponsesWithoutEndAreABadGateway) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    while (peer.send("HTTP/1.1 102 Processing\r\n\r\n")) std::this_thread::yield();
  });
  const RunningProxy proxy(upstream.url());
  EXPECT_EQ(proxy.ask(kGet).substr(0, 12), "HTTP/1.1 502");
}

TEST(UpstreamFailure, AHeadOverTheLimitIsABadGateway) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    peer.send("HTTP/1.1 200 OK\r\nX-Long: " + std::string(100'000, 'x'));
    peer.read_to_end();
  });
  const RunningProxy proxy(upstream.url());
  EXPECT_EQ(proxy.ask(kGet).substr(9, 3), "502");
}

TEST(UpstreamFailure, ABodyCutShortIsShortForTheReaderToo) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    peer.send("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 10\r\n\r\nhello");
  });
  const RunningProxy proxy(upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send(kGet);
  const std::string response = reader.read_to_end();
  EXPECT_NE(response.find("Content-Length: 10\r\n"), std::string::npos);
  EXPECT_TRUE(response.ends_with("hello"));
}

TEST(UpstreamFailure, ChunksCutShortHaveNoLastChunk) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    peer.send(
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
  });
  const RunningProxy proxy(upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send(kGet);
  EXPECT_TRUE(reader.read_to_end().ends_with("5\r\nhello\r\n"));
}

TEST(UpstreamFailure, AnHttp10ReaderSeesAResetWhereNothingElseTells) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    peer.send(
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
  });
  const RunningProxy proxy(upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send("GET / HTTP/1.0\r\n\r\n");
  reader.read_to_end();
  EXPECT_TRUE(reader.was_reset());
}

TEST(UpstreamFailure, FailuresAreCounted) {
  const RunningProxy proxy("http://127.0.0.1:" + std::to_string(free_port()));
  proxy.ask(kGet);
  proxy.sink.records(1);
  EXPECT_NE(proxy.metrics.text().find("caveat_upstream_errors_total{reason=\"upstream_unreachable\"} 1"),
            std::string::npos)
      << proxy.metrics.text();
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
