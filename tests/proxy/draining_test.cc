// How the server begins and ends.
#include <gtest/gtest.h>

#include <future>

#include "proxy_fixture.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

TEST(Draining, IdleConnectionsEndAtOnce) {
  TcpUpstream upstream([](TcpPeer& peer) {
    while (!peer.read_message().empty()) peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  RunningProxy proxy(upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  reader.read_message();
  EXPECT_TRUE(proxy.server.drain());
  EXPECT_TRUE(reader.is_closed());
}

TEST(Draining, AResponseUnderWayComesToItsEnd) {
  std::promise<void> asked;
  std::promise<void> drained;
  TcpUpstream upstream([&, may_go = drained.get_future().share()](TcpPeer& peer) {
    peer.read_message();
    asked.set_value();
    may_go.wait();
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
  });
  RunningProxy proxy(upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  asked.get_future().wait();
  auto draining = std::async(std::launch::async, [&] { return proxy.server.drain(); });
  while (proxy.readiness.reasons().empty()) std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  drained.set_value();
  EXPECT_TRUE(reader.read_message().ends_with("hello"));
  EXPECT_TRUE(reader.is_closed());
  EXPECT_TRUE(draining.get());
}

TEST(Draining, WhatDoesNotEndInTimeIsCut) {
  TcpUpstream upstream([](TcpPeer& peer) { peer.read_to_end(); });
  ServerOptions options;
  options.limits.drain_time = std::chrono::milliseconds(200);
  RunningProxy proxy(upstream.url(), {}, options);
  TcpPeer reader = proxy.connect();
  reader.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_FALSE(proxy.server.drain());
}

TEST(Starting, ABusyPortIsNamedWithWhatToDo) {
  const RunningProxy proxy("http://127.0.0.1:1");
  EXPECT_TRUE(proxy.readiness.reasons().empty());
  ServerOptions options;
  options.listen = {{"127.0.0.1:" + std::to_string(proxy.server.port()), {}}};
  Metrics metrics;
  Readiness readiness;
  JudgementClock clock;
  Certificates certificates;
  Snapshot snapshot(*proxy.snapshot.current());
  Server second(options, ServerParts{snapshot, metrics, readiness, clock, certificates, {}, nullptr, {}});
  const auto started = second.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().message,
            "cannot listen on " + options.listen.front().address +
                ": Address already in use; another process listens there: stop it, or "
                "choose another port");
  EXPECT_FALSE(readiness.reasons().empty()) << "ready, though nothing is listened to";
}

TEST(Starting, AnUpstreamThatIsTheServerItselfIsRefused) {
  for (const char* upstream : {"http://127.0.0.1:", "http://localhost:"}) {
    for (const char* listen : {"127.0.0.1:", "0.0.0.0:"}) {
      const std::string port = std::to_string(free_port());
      ServerOptions options;
      options.listen = {{listen + port, {}}};
      options.sites.front().upstream.servers.front().url = upstream + port;
      Metrics metrics;
      Readiness readiness;
      JudgementClock clock;
      Certificates certificates;
      Snapshot snapshot(Judgement{});
      Server server(options, ServerParts{snapshot, metrics, readiness, clock, certificates, {}, nullptr, {}});
      const auto started = server.start();
      ASSERT_FALSE(started) << upstream << " " << options.listen.front().address;
      EXPECT_NE(started.error().message.find("itself"), std::string::npos) << started.error().message;
    }
  }
}

TEST(Starting, EveryThreadServes) {
  TcpUpstream upstream([](TcpPeer& peer) {
    while (!peer.read_message().empty()) peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  ServerOptions options;
  options.threads = 4;
  RunningProxy proxy(upstream.url(), {}, options);
  std::vector<std::future<int>> readers;
  for (int i = 0; i < 8; ++i) {
    readers.push_back(std::async(std::launch::async, [&proxy] {
      int good = 0;
      for (int j = 0; j < 50; ++j) {
        good += proxy.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n").starts_with("HTTP/1.1 200") ? 1 : 0;
      }
      return good;
    }));
  }
  for (auto& reader : readers) EXPECT_EQ(reader.get(), 50);
  EXPECT_TRUE(proxy.server.drain());
  EXPECT_EQ(proxy.sink.records(400).size(), 400U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
