// One request and its response, over loopback sockets.
#include <gtest/gtest.h>

#include <thread>

#include "proxy_fixture.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";

/// Answers every request with `response`, and gives the request back in `last`.
class Echo {
 public:
  explicit Echo(std::string response)
      : upstream([this, response](TcpPeer& peer) {
          for (std::string request = peer.read_message(); !request.empty(); request = peer.read_message()) {
            {
              const std::lock_guard lock(mutex_);
              last_ = request;
              ++count_;
            }
            if (!peer.send(response)) return;
          }
        }) {}

  std::string last() const {
    const std::lock_guard lock(mutex_);
    return last_;
  }
  int count() const {
    const std::lock_guard lock(mutex_);
    return count_;
  }

 private:
  mutable std::mutex mutex_;
  std::string last_;
  int count_ = 0;

 public:
  TcpUpstream upstream;
};

std::string body_of(const std::string& message) {
  return message.substr(message.find("\r\n\r\n") + 4);
}

bool has_line(const std::string& message, const std::string& line) {
  return message.find("\r\n" + line + "\r\n") != std::string::npos;
}

TEST(Forwarding, BothSidesKeepTheirConnection) {
  Echo echo(kOk);
  const RunningProxy proxy(echo.upstream.url());
  TcpPeer reader = proxy.connect();
  for (int i = 0; i < 3; ++i) {
    reader.send("GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n");
    ASSERT_EQ(body_of(reader.read_message()), "hello") << "request " << i;
  }
  EXPECT_EQ(echo.upstream.connections(), 1);
}

TEST(Forwarding, PipelinedRequestsAreAnsweredInOrder) {
  TcpUpstream upstream([](TcpPeer& peer) {
    for (std::string request = peer.read_message(); !request.empty(); request = peer.read_message()) {
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + request.substr(4, 2));
    }
  });
  const RunningProxy proxy(upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send("GET /1 HTTP/1.1\r\nHost: a.example\r\n\r\nGET /2 HTTP/1.1\r\nHost: a.example\r\n\r\n");
  EXPECT_EQ(body_of(reader.read_message()), "/1");
  EXPECT_EQ(body_of(reader.read_message()), "/2");
}

TEST(Forwarding, TheUpstreamSeesOneCanonicalTarget) {
  Echo echo(kOk);
  const RunningProxy proxy(echo.upstream.url());
  proxy.ask(
      "GET /a/../%7Eb//%c3?x=%41 HTTP/1.1\r\nHost: a.example\r\nConnection: close, X-Hop\r\nX-Hop: "
      "1\r\n\r\n");
  const std::string seen = echo.last();
  EXPECT_EQ(seen.substr(0, seen.find("\r\n")), "GET /~b/%C3?x=%41 HTTP/1.1");
  EXPECT_TRUE(has_line(seen, "Host: a.example"));
  EXPECT_TRUE(has_line(seen, "X-Forwarded-For: 127.0.0.1"));
  EXPECT_TRUE(has_line(seen, "Via: 1.1 caveat"));
  EXPECT_EQ(seen.find("X-Hop"), std::string::npos);
  EXPECT_EQ(seen.find("Connection"), std::string::npos);
}

TEST(Forwarding, TheReaderIsWhoTheTrustedProxyNames) {
  Echo echo(kOk);
  ServerOptions options;
  options.trusted_proxies = {*geoip::Network::parse("127.0.0.0/8")};
  const RunningProxy proxy(echo.upstream.url(), {}, options);
  proxy.ask("GET / HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-For: 198.51.100.7\r\n\r\n");
  EXPECT_EQ(proxy.locator->last_asked(), "198.51.100.7");
  EXPECT_TRUE(has_line(echo.last(), "X-Forwarded-For: 198.51.100.7, 127.0.0.1"));
}

TEST(Forwarding, AReaderWhomTheTrustedProxyDoesNotNameIsNowhere) {
  Echo echo(kOk);
  ServerOptions options;
  options.trusted_proxies = {*geoip::Network::parse("127.0.0.0/8")};
  const RunningProxy proxy(echo.upstream.url(), {}, options);
  proxy.ask("GET / HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-For: unknown\r\n\r\n");
  EXPECT_EQ(proxy.locator->last_asked(), "");
}

TEST(Forwarding, HeadHasTheFieldsButNoBody) {
  Echo echo("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n");
  const RunningProxy proxy(echo.upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send("HEAD / HTTP/1.1\r\nHost: a.example\r\n\r\n");
  EXPECT_TRUE(has_line(reader.read_until("\r\n\r\n"), "Content-Length: 5"));
  reader.send("HEAD / HTTP/1.1\r\nHost: a.example\r\n\r\n");
  EXPECT_TRUE(reader.read_until("\r\n\r\n").starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST(Forwarding, ChunksOfTheUpstreamBecomeChunks) {
  Echo echo(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nX-Sum: "
      "1\r\n\r\n");
  const RunningProxy proxy(echo.upstream.url());
  EXPECT_EQ(body_of(proxy.ask("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")), "5\r\nhello\r\n0\r\n\r\n");
}

TEST(Forwarding, AnHttp10ReaderGetsNoChunks) {
  Echo echo("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
  const RunningProxy proxy(echo.upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const std::string response = reader.read_to_end();
  EXPECT_TRUE(has_line(response, "Connection: close"));
  EXPECT_EQ(body_of(response), "hello");
}

TEST(Forwarding, AnHttp10ReaderThatAsksKeepsItsConnection) {
  Echo echo(kOk);
  const RunningProxy proxy(echo.upstream.url());
  TcpPeer reader = proxy.connect();
  for (int i = 0; i < 2; ++i) {
    reader.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const std::string response = reader.read_message();
    EXPECT_TRUE(has_line(response, "Connection: keep-alive"));
    EXPECT_EQ(body_of(response), "hello");
  }
}

TEST(Forwarding, ABodyThatEndsWithTheConnectionIsWhole) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    peer.send("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nhello");
  });
  const RunningProxy proxy(upstream.url());
  EXPECT_EQ(body_of(proxy.ask("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")), "5\r\nhello\r\n0\r\n\r\n");
}

TEST(Forwarding, AFormGoesUpstreamWithItsLength) {
  Echo echo(kOk);
  const RunningProxy proxy(echo.upstream.url());
  TcpPeer reader = proxy.connect();
  for (int i = 0; i < 2; ++i) {
    reader.send("POST /form HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\n\r\na=b");
    const std::string answer = reader.read_message();
    ASSERT_EQ(body_of(answer), "hello");
    EXPECT_FALSE(has_line(answer, "Connection: close"));
    EXPECT_EQ(body_of(echo.last()), "a=b");
  }
  EXPECT_EQ(echo.upstream.connections(), 1);
}

TEST(Forwarding, AChunkedBodyGoesUpstreamInChunks) {
  Echo echo(kOk);
  const RunningProxy proxy(echo.upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send("POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n");
  reader.send("2\r\n&c\r\n0\r\n\r\n");
  EXPECT_EQ(body_of(reader.read_message()), "hello");
  const std::string seen = echo.last();
  EXPECT_TRUE(has_line(seen, "Transfer-Encoding: chunked"));
  EXPECT_TRUE(seen.ends_with("0\r\n\r\n"));
}

TEST(Forwarding, ASlowFormHoldsNoConnectionToTheUpstream) {
  Echo echo(kOk);
  const RunningProxy proxy(echo.upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\n\r\na=");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(echo.upstream.connections(), 0);
  reader.send("b");
  EXPECT_EQ(body_of(reader.read_message()), "hello");
  EXPECT_EQ(body_of(echo.last()), "a=b");
}

TEST(Forwarding, ContinueComesFromTheUpstream) {
  TcpUpstream upstream([](TcpPeer& peer) {
    const std::string head = peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
    const std::string body = peer.read_exactly(3);
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n" + body);
  });
  const RunningProxy proxy(upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send("POST / HTTP/1.1\r\nHost: a.example\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(reader.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  reader.send("a=b");
  EXPECT_EQ(body_of(reader.read_message()), "a=b");
}

TEST(Forwarding, AnEarlyAnswerEndsTheConnectionAfterIt) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 4\r\n\r\nbig!");
    peer.is_closed();
  });
  const RunningProxy proxy(upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 1000000\r\n\r\n" +
              std::string(100'000, 'x'));
  const std::string answer = reader.read_message();
  EXPECT_EQ(body_of(answer), "big!");
  EXPECT_TRUE(has_line(answer, "Connection: close")) << answer;
  EXPECT_TRUE(reader.is_closed());
}

TEST(Forwarding, AnUpgradeThatTheSiteDoesNotAllowIsNotPassedOn) {
  Echo echo(kOk);
  const RunningProxy proxy(echo.upstream.url());
  const std::string response =
      proxy.ask("GET /chat HTTP/1.1\r\nHost: a.example\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
  EXPECT_TRUE(response.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(echo.last().find("h2c"), std::string::npos);
}

TEST(Forwarding, AStaleConnectionIsReplacedUnseen) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    peer.send(kOk);
    peer.read_message();  // and closes without an answer, as a server does whose patience just ended
  });
  const RunningProxy proxy(upstream.url());
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(body_of(proxy.ask("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")), "hello") << i;
  }
  EXPECT_EQ(upstream.connections(), 2);
}

TEST(Forwarding, AFormIsNeverSentTwice) {
  Echo echo(kOk);
  std::atomic<int> forms = 0;
  TcpUpstream upstream([&](TcpPeer& peer) {
    peer.read_message();
    peer.send(kOk);
    if (peer.read_message().starts_with("POST")) ++forms;
  });
  const RunningProxy proxy(upstream.url());
  proxy.ask("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
  const std::string response =
      proxy.ask("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\n\r\na=b");
  EXPECT_TRUE(response.starts_with("HTTP/1.1 502 ")) << response;
  EXPECT_EQ(forms, 1);
}

TEST(Forwarding, EveryResponseIsRecordedWithoutItsQuery) {
  Echo echo(kOk);
  const RunningProxy proxy(echo.upstream.url());
  proxy.ask("GET /a?secret HTTP/1.1\r\nHost: A.example:8080\r\n\r\n");
  const auto records = proxy.sink.records(1);
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].site, "a.example");
  EXPECT_EQ(records[0].path, "/a");
  EXPECT_EQ(records[0].status, 200);
}

TEST(Forwarding, ABlockNeedsNoUpstream) {
  rules::Decision decision;
  decision.verdict = rules::Decision::Verdict::block;
  auto block = std::make_shared<rules::Block>();
  block->body = "<!doctype html><p>Not here.";
  decision.block = block;
  decision.reasons.push_back({.pack = "p", .rule = "r", .file = "p.toml", .line = 1, .legal_basis = ""});
  Echo echo(kOk);
  const RunningProxy proxy(echo.upstream.url(), decision);
  const std::string response = proxy.ask("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
  EXPECT_TRUE(response.starts_with("HTTP/1.1 451 Unavailable For Legal Reasons\r\n")) << response;
  EXPECT_EQ(echo.count(), 0);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
