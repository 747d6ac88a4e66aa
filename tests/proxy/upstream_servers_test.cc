// Several servers behind a site.
#include <gtest/gtest.h>

#include <atomic>

#include "proxy_fixture.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

const std::string kGet = "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n";
const std::string kPost =
    "POST / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi";

/// Answers every request with its name.
class Named {
 public:
  explicit Named(const std::string& name)
      : upstream([this, name](TcpPeer& peer) {
          while (!peer.read_message().empty()) {
            ++asked;
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + name);
          }
        }) {}
  std::atomic<int> asked = 0;
  TcpUpstream upstream;
};

/// Reads every request and closes.
class Cutting {
 public:
  Cutting()
      : upstream([this](TcpPeer& peer) {
          if (!peer.read_message().empty()) ++asked;
        }) {}
  std::atomic<int> asked = 0;
  TcpUpstream upstream;
};

std::string nobody() {
  return "http://127.0.0.1:" + std::to_string(free_port());
}

/// Behind the fixture's first one.
ServerOptions with_servers(const std::vector<std::string>& urls) {
  ServerOptions options;
  for (const std::string& url : urls)
    options.sites.front().upstream.servers.push_back({.url = url, .weight = 1});
  return options;
}

TEST(UpstreamServers, TakeTurnsOverConnectionsThatAreKept) {
  Named a("a"), b("b");
  const RunningProxy proxy(a.upstream.url(), {}, with_servers({b.upstream.url()}));
  std::string answers;
  for (int i = 0; i < 6; ++i) answers += proxy.ask(kGet).back();
  EXPECT_EQ(answers, "ababab");
  EXPECT_EQ(a.upstream.connections(), 1);
  EXPECT_EQ(b.upstream.connections(), 1);
}

TEST(UpstreamServers, ARequestThatOneNeverSawGoesToTheOther) {
  Named b("b");
  const RunningProxy proxy(nobody(), {}, with_servers({b.upstream.url()}));
  for (const std::string& request : {kGet, kPost, kGet, kPost, kGet}) {
    EXPECT_EQ(proxy.ask(request).back(), 'b');
  }
  EXPECT_NE(
      proxy.metrics.text().find("caveat_upstream_up{server=\"" + b.upstream.url() + "\",site=\"default\"} 1"),
      std::string::npos);
}

TEST(UpstreamServers, AGetThatWasCutGoesToTheOtherOnce) {
  Cutting a;
  Named b("b");
  const RunningProxy proxy(a.upstream.url(), {}, with_servers({b.upstream.url()}));
  EXPECT_EQ(proxy.ask(kGet).back(), 'b');
  EXPECT_EQ(a.asked, 1);
  EXPECT_NE(proxy.metrics.text().find("caveat_upstream_retries_total{site=\"default\"} 1"),
            std::string::npos);
}

TEST(UpstreamServers, APostThatOneMayHaveDoneIsNotDoneTwice) {
  Cutting a;
  Named b("b");
  const RunningProxy proxy(a.upstream.url(), {}, with_servers({b.upstream.url()}));
  EXPECT_EQ(proxy.ask(kPost).substr(9, 3), "502");
  EXPECT_EQ(b.asked, 0);
}

TEST(UpstreamServers, SilenceIsNotAskedForTwice) {
  TcpUpstream silent([](TcpPeer& peer) { peer.read_to_end(); });
  Named b("b");
  ServerOptions options = with_servers({b.upstream.url()});
  options.sites.front().upstream.idle_time = std::chrono::milliseconds(200);
  const RunningProxy proxy(silent.url(), {}, options);
  EXPECT_EQ(proxy.ask(kGet).substr(9, 3), "504");
  EXPECT_EQ(b.asked, 0);
}

TEST(UpstreamServers, ThatFailAreLeftOutAndTheServerStaysReadyWhileOneIsThere) {
  Cutting a;
  Named b("b");
  const RunningProxy proxy(a.upstream.url(), {}, with_servers({b.upstream.url()}));
  for (int i = 0; i < 20; ++i) EXPECT_EQ(proxy.ask(kGet).back(), 'b');
  EXPECT_EQ(a.asked, 3);
  EXPECT_TRUE(proxy.readiness.reasons().empty());
}

TEST(UpstreamServers, ThatAreAllOutMakeItDegradedUntilOneIsBack) {
  const std::uint16_t port = free_port();
  ServerOptions options;
  options.sites.front().upstream.health.retry_after = std::chrono::milliseconds(100);
  const RunningProxy proxy("http://127.0.0.1:" + std::to_string(port), {}, options);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(proxy.ask(kGet).substr(9, 3), "502");
  ASSERT_EQ(proxy.readiness.reasons().size(), 1U);
  EXPECT_EQ(proxy.readiness.reasons().front(), "upstream: degraded: no server is healthy");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
