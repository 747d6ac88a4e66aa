#include "proxy/local_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <thread>

#include "proxy/admin_pages.h"
#include "proxy_fixture.h"
#include "tcp_peer.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

std::string ask(const LocalServer& server, const std::string& request) {
  TcpPeer reader = TcpPeer::connect(server.port());
  reader.send(request);
  return reader.read_message();
}

LocalResponse echo(const filter::RequestHead& request, std::string_view body) {
  LocalResponse response;
  response.head.fields = {{"Content-Type", "text/plain"}};
  response.body = request.method + " " + request.target + " " + std::string(body);
  return response;
}

struct Case {
  const char* name;
  const char* request;
  const char* status;
  const char* end;
};

const std::vector<Case> kCases = {
    {"a page", "GET /a?b HTTP/1.1\r\nHost: localhost:1\r\n\r\n", "200", "GET /a?b "},
    {"a form", "POST /a HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\n\r\nx=y", "200", "POST /a x=y"},
    {"a form in chunks",
     "POST /a HTTP/1.1\r\nHost: [::1]:80\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nx=\r\n1\r\ny\r\n0\r\n\r\n",
     "200", "POST /a x=y"},
    {"a body over the limit",
     "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n01234567890123456789", "413",
     "413 Content Too Large\n"},
    {"a name that somebody points here", "GET / HTTP/1.1\r\nHost: rebound.example\r\n\r\n", "421",
     "421 Misdirected Request\n"},
    {"no HTTP", "hello\r\n\r\n", "400", "400 Bad Request\n"},
};

TEST(LocalServer, AnswersWhatComesFromThisMachine) {
  LocalServer server({.body_bytes = 10}, echo);
  ASSERT_TRUE(server.start());
  for (const Case& c : kCases) {
    const std::string response = ask(server, c.request);
    EXPECT_EQ(response.substr(9, 3), c.status) << c.name;
    EXPECT_TRUE(response.ends_with(c.end)) << c.name << ": " << response;
  }
}

TEST(LocalServer, AnswersOthersWhileOneAnswerTakesLong) {
  std::promise<void> released;
  LocalServer server({.answer_threads = 2}, [&](const filter::RequestHead& request, std::string_view body) {
    if (request.target == "/slow") released.get_future().wait();
    return echo(request, body);
  });
  ASSERT_TRUE(server.start());
  TcpPeer slow = TcpPeer::connect(server.port());
  slow.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_TRUE(ask(server, "GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n").ends_with("GET /quick "));
  released.set_value();
  EXPECT_TRUE(slow.read_message().ends_with("GET /slow "));
}

TEST(LocalServer, EndsWhileAnAnswerIsMade) {
  std::promise<void> began;
  {
    LocalServer server({.answer_threads = 1}, [&](const filter::RequestHead& request, std::string_view body) {
      began.set_value();
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      return echo(request, body);
    });
    ASSERT_TRUE(server.start());
    TcpPeer reader = TcpPeer::connect(server.port());
    reader.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    began.get_future().wait();
  }
}

TEST(LocalServer, KeepsItsConnections) {
  LocalServer server({}, echo);
  ASSERT_TRUE(server.start());
  TcpPeer reader = TcpPeer::connect(server.port());
  for (int i = 0; i < 3; ++i) {
    reader.send("GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_TRUE(reader.read_message().ends_with("GET /" + std::to_string(i) + " "));
  }
}

TEST(LocalServer, AnswersNobodyBetweenBindingAndStarting) {
  std::atomic<bool> is_set_up = false;
  LocalServer server({.answer_threads = 1}, [&](const filter::RequestHead& request, std::string_view) {
    return echo(request, is_set_up ? "set up" : std::string_view("too early"));
  });
  ASSERT_TRUE(server.bind());
  TcpPeer reader = TcpPeer::connect(server.port());
  reader.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  is_set_up = true;
  ASSERT_TRUE(server.start());
  EXPECT_TRUE(reader.read_message().ends_with("GET / set up"));
}

TEST(LocalServer, ABoundPortIsFreeAgainWithoutAStart) {
  std::uint16_t port = 0;
  {
    LocalServer unused({}, echo);
    ASSERT_TRUE(unused.bind());
    port = unused.port();
  }
  LocalServer next({.listen = "127.0.0.1:" + std::to_string(port)}, echo);
  EXPECT_TRUE(next.bind());
}

TEST(LocalServer, ABusyPortIsAnError) {
  LocalServer first({}, echo);
  ASSERT_TRUE(first.start());
  LocalServer second({.listen = "127.0.0.1:" + std::to_string(first.port())}, echo);
  EXPECT_FALSE(second.start());
}

TEST(LoopbackHost, IsAnAddressOrNameOfThisMachine) {
  for (const char* host :
       {"localhost", "LOCALHOST:80", "127.0.0.1", "127.1.2.3:80", "[::1]:80", "cz.localhost"}) {
    EXPECT_TRUE(is_loopback_host(host)) << host;
  }
  for (const char* host : {"", "localhost.example", "128.0.0.1", "127.0.0.1.example", "[::2]"}) {
    EXPECT_FALSE(is_loopback_host(host)) << host;
  }
}

TEST(AdminPages, TellHealthReadinessAndCounters) {
  Metrics metrics;
  Readiness readiness;
  metrics.count_reload(false);
  ServerOptions options;
  options.sites.resize(2);
  options.sites[0].name = "news";
  options.sites[0].hosts = {*rules::SitePattern::parse("news.test")};
  options.sites[1].name = "rest";
  const auto rule_set = std::make_shared<const FixedRules>(rules::Decision());
  const Snapshot snapshot({.rules = {rule_set, rule_set},
                           .locator = nullptr,
                           .sites = *ServedSites::open(options, OwnAddresses(), nullptr)});
  const RulesInForce rules(snapshot);
  LocalServer server({.only_loopback_hosts = false}, admin_pages(metrics, readiness, rules));
  ASSERT_TRUE(server.start());
  const auto get = [&](const std::string& path) {
    return ask(server, "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
  };
  EXPECT_TRUE(get("/healthz").ends_with("\r\n\r\nok\n"));
  EXPECT_TRUE(get("/readyz").ends_with("\r\n\r\nready\n"));
  readiness.degraded("rules", "last reload failed");
  EXPECT_TRUE(get("/readyz").starts_with("HTTP/1.1 503 "));
  EXPECT_TRUE(get("/readyz").ends_with("\r\n\r\nrules: last reload failed\n"));
  EXPECT_TRUE(get("/healthz").starts_with("HTTP/1.1 200 "));
  readiness.sound("rules");
  EXPECT_TRUE(get("/readyz").starts_with("HTTP/1.1 200 "));
  EXPECT_NE(get("/metrics").find("caveat_reloads_total{result=\"failed\"} 1"), std::string::npos);
  const std::string digest = rule_set->digest();
  EXPECT_TRUE(get("/rules").ends_with("\r\n\r\n" + digest + " news\n" + digest + " rest\n"));
  EXPECT_TRUE(get("/rules?host=news.test").ends_with("\r\n\r\n" + digest + " news\n"));
  EXPECT_TRUE(get("/rules?host=NEWS.test:443").ends_with("\r\n\r\n" + digest + " news\n"));
  EXPECT_TRUE(get("/rules?host=elsewhere.test").ends_with("\r\n\r\n" + digest + " rest\n"));
  EXPECT_TRUE(get("/rules?host=%00").starts_with("HTTP/1.1 404 "));
  EXPECT_TRUE(get("/other").starts_with("HTTP/1.1 404 "));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
