// What one reader may ask of the server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proxy_fixture.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

void answer_all(TcpPeer& peer) {
  while (!peer.read_message().empty()) peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

std::string forwarded_for(const std::string& address) {
  return "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + address + "\r\n\r\n";
}

TEST(Limits, TooManyRequestsOfOneAddressAreA429ThatIsCounted) {
  TcpUpstream upstream(answer_all);
  ServerOptions options;
  options.limits.requests_per_address = 2;
  const RunningProxy proxy(upstream.url(), {}, options);
  EXPECT_THAT(proxy.ask(kGet), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(proxy.ask(kGet), StartsWith("HTTP/1.1 200"));
  const std::string refused = proxy.ask(kGet);
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 429 Too Many Requests\r\n"));
  EXPECT_THAT(refused, HasSubstr("\r\nRetry-After: 1\r\n"));
  EXPECT_THAT(refused, HasSubstr("\r\nCache-Control: no-store\r\n"));
  EXPECT_THAT(proxy.metrics.text(),
              HasSubstr("caveat_refused_requests_total{reason=\"request_rate\",status=\"429\"} 1\n"));
}

TEST(Limits, ATrustedProxyIsNotLimitedButItsReadersAre) {
  TcpUpstream upstream(answer_all);
  ServerOptions options;
  options.trusted_proxies = {*geoip::Network::parse("127.0.0.0/8")};
  options.limits.requests_per_address = 1;
  options.limits.connections_per_address = 1;
  const RunningProxy proxy(upstream.url(), {}, options);
  const TcpPeer first = proxy.connect();
  EXPECT_THAT(proxy.ask(forwarded_for("192.0.2.1")), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(proxy.ask(forwarded_for("192.0.2.2")), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(proxy.ask(forwarded_for("192.0.2.1")), StartsWith("HTTP/1.1 429"));
}

TEST(Limits, TooManyConnectionsOfOneAddressAreA429ThatIsCounted) {
  TcpUpstream upstream(answer_all);
  ServerOptions options;
  options.limits.connections_per_address = 1;
  const RunningProxy proxy(upstream.url(), {}, options);
  {
    TcpPeer first = proxy.connect();
    first.send(kGet);
    EXPECT_THAT(first.read_message(), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(proxy.ask(kGet), StartsWith("HTTP/1.1 429"));
    first.send(kGet);
    EXPECT_THAT(first.read_message(), StartsWith("HTTP/1.1 200")) << "the first is as before";
  }
  EXPECT_THAT(
      proxy.metrics.text(),
      HasSubstr("caveat_refused_requests_total{reason=\"connections_per_address\",status=\"429\"} 1\n"));
  std::string later;
  for (int i = 0; i < 500 && !later.starts_with("HTTP/1.1 200"); ++i) later = proxy.ask(kGet);
  EXPECT_THAT(later, StartsWith("HTTP/1.1 200")) << "the first is gone";
}

TEST(Limits, BehindABalancerTheConnectionsOfTheAddressThatItNamesCount) {
  TcpUpstream upstream(answer_all);
  ServerOptions options;
  options.listen.front().terms.proxy_protocol = true;
  options.trusted_proxies = {*geoip::Network::parse("127.0.0.0/8")};
  options.limits.connections_per_address = 1;
  const RunningProxy proxy(upstream.url(), {}, options);
  const auto header_of = [](const std::string& address) {
    return "PROXY TCP4 " + address + " 198.51.100.1 4000 80\r\n";
  };
  TcpPeer first = proxy.connect();
  first.send(header_of("192.0.2.1") + std::string(kGet));
  EXPECT_THAT(first.read_message(), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(proxy.ask(header_of("192.0.2.1") + std::string(kGet)), StartsWith("HTTP/1.1 429"));
  EXPECT_THAT(proxy.ask(header_of("192.0.2.2") + std::string(kGet)), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(proxy.ask("PROXY UNKNOWN\r\n" + std::string(kGet)), StartsWith("HTTP/1.1 200"))
      << "a check of the balancer's own";
}

TEST(ProxyHeader, WhoeverItDoesNotNameIsNotBelieved) {
  TcpUpstream upstream([](TcpPeer& peer) {
    const std::string head = peer.read_message();
    const bool claims = head.find("192.0.2.7") != std::string::npos;
    peer.send(claims ? "HTTP/1.1 500 Claimed\r\nContent-Length: 0\r\n\r\n"
                     : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  ServerOptions options;
  options.listen.front().terms.proxy_protocol = true;
  options.trusted_proxies = {*geoip::Network::parse("127.0.0.0/8")};
  const RunningProxy proxy(upstream.url(), {}, options);
  EXPECT_THAT(proxy.ask("PROXY UNKNOWN\r\nGET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n"
                        "X-Forwarded-For: 192.0.2.7\r\n\r\n"),
              StartsWith("HTTP/1.1 200"));
}

TEST(Limits, TooManyConnectionsInAllAreA503) {
  TcpUpstream upstream(answer_all);
  ServerOptions options;
  options.limits.connections = 1;
  const RunningProxy proxy(upstream.url(), {}, options);
  TcpPeer first = proxy.connect();
  first.send(kGet);
  EXPECT_THAT(first.read_message(), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(proxy.ask(kGet), StartsWith("HTTP/1.1 503"));
}

TEST(Limits, TooManyFieldsAreA431) {
  TcpUpstream upstream(answer_all);
  ServerOptions options;
  options.limits.header_fields = 3;
  const RunningProxy proxy(upstream.url(), {}, options);
  EXPECT_THAT(proxy.ask("GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 2\r\n\r\n"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(proxy.ask("GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n"),
              StartsWith("HTTP/1.1 431"));
  EXPECT_THAT(proxy.metrics.text(), HasSubstr("{reason=\"too_many_fields\",status=\"431\"} 1\n"));
}

TEST(Limits, EmptyLinesAreNoWayToKeepAConnectionThatAsksForNothing) {
  TcpUpstream upstream(answer_all);
  const RunningProxy proxy(upstream.url(), {}, ServerOptions());
  EXPECT_THAT(proxy.ask("\r\n" + std::string(kGet)), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(proxy.ask("\r\n\r\n" + std::string(kGet)), StartsWith("HTTP/1.1 400"));
}

TEST(Limits, WithoutABoundThereIsNone) {
  TcpUpstream upstream(answer_all);
  ServerOptions options;
  options.limits.requests_per_address = 0;
  options.limits.connections_per_address = 0;
  const RunningProxy proxy(upstream.url(), {}, options);
  for (int i = 0; i < 20; ++i) EXPECT_THAT(proxy.ask(kGet), StartsWith("HTTP/1.1 200"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
