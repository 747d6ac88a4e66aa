// Fields behind a body, and heads before the last one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proxy/message_writer.h"
#include "proxy_fixture.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;
using testing::Not;

const std::string kChunked =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n";
const std::string kBody = "5\r\nhello\r\n0\r\nX-Sum: 1\r\nCache-Control: public\r\nSet-Cookie: a=b\r\n\r\n";

/// What a reader gets who asks with `fields`.
std::string answer_to(const std::string& fields) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    peer.send(kChunked + kBody);
  });
  const RunningProxy proxy(upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send("GET / HTTP/1.1\r\nHost: a.example\r\n" + fields + "\r\n");
  const std::string head = reader.read_until("\r\n\r\n");
  return head + reader.read_until("\r\n\r\n");
}

TEST(Trailers, OfAResponseThatNobodyEditsGoOnToThoseWhoTakeThem) {
  const std::string answer = answer_to("TE: trailers\r\nConnection: TE\r\n");
  EXPECT_THAT(answer, HasSubstr("5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n"));
  EXPECT_THAT(answer, Not(HasSubstr("Set-Cookie")));
}

TEST(Trailers, DoNotComeToThoseWhoDidNotSayThatTheyTakeThem) {
  EXPECT_THAT(answer_to(""), HasSubstr("5\r\nhello\r\n0\r\n\r\n"));
}

TEST(Trailers, OfARequestGoOnToTheUpstream) {
  std::string request;
  TcpUpstream upstream([&](TcpPeer& peer) {
    request = peer.read_until("\r\n\r\n");
    request += peer.read_until("0\r\n");
    request += peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  const RunningProxy proxy(upstream.url());
  proxy.ask(
      "POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n"
      "2\r\nhi\r\n0\r\nX-Sum: 7\r\nHost: evil.example\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n");
  EXPECT_THAT(request, HasSubstr("2\r\nhi\r\n0\r\nX-Sum: 7\r\n\r\n"));
}

TEST(Trailers, DoNotSayWhereAReaderIs) {
  std::string request;
  TcpUpstream upstream([&](TcpPeer& peer) {
    request = peer.read_until("0\r\n");
    request += peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  ServerOptions options;
  options.region_fields.country = "CF-IPCountry";
  const RunningProxy proxy(upstream.url(), {}, options);
  proxy.ask(
      "POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n"
      "2\r\nhi\r\n0\r\nCF-IPCountry: CZ\r\nX-Sum: 7\r\n\r\n");
  EXPECT_THAT(request, testing::EndsWith("2\r\nhi\r\n0\r\nX-Sum: 7\r\n\r\n"));
}

TEST(Trailers, ThatFrameRouteOrAuthoriseAreLeftOut) {
  const filter::FieldLines fields = {{"Transfer-Encoding", "chunked"}, {"host", "a"},
                                     {"Authorization", "x"},           {"X_Forwarded_For", "1.1.1.1"},
                                     {"Server-Timing", "a;dur=1"},     {"TE", "gzip"},
                                     {"X-Original-URL", "/"},          {"X.Real.IP", "1.1.1.1"}};
  EXPECT_EQ(trailer_section(fields), "Server-Timing: a;dur=1\r\n");
}

/// What frames a message does not stand behind it (RFC 9110, 6.5.1).
TEST(Trailers, ThatWouldFrameTheResponseAnewAreTheUpstreamsFault) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    peer.send(kChunked + "5\r\nhello\r\n0\r\nContent-Length: 5\r\n\r\n");
  });
  const RunningProxy proxy(upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
  EXPECT_THAT(reader.read_to_end(), Not(HasSubstr("\r\n0\r\n")));
  const auto records = proxy.sink.records(1);
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].ending, filter::Ending::aborted);
  EXPECT_THAT(proxy.metrics.text(),
              HasSubstr("caveat_upstream_errors_total{reason=\"upstream_malformed\"} 1\n"));
}

TEST(Trailers, ThatWouldFrameTheRequestAnewAreTheReadersFault) {
  TcpUpstream upstream([](TcpPeer& peer) { peer.read_message(); });
  const RunningProxy proxy(upstream.url());
  for (const std::string name : {"Content-Length: 2", "Transfer-Encoding: chunked"}) {
    const std::string answer =
        proxy.ask("POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n" +
                  name + "\r\n\r\n");
    EXPECT_THAT(answer, testing::StartsWith("HTTP/1.1 400 ")) << name;
  }
  EXPECT_EQ(upstream.connections(), 0);
}

TEST(EarlyHints, AreHeldBackAndWhatFollowsIsServed) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    peer.send(
        "HTTP/1.1 103 Early Hints\r\nLink: </share.js>; rel=preload\r\n\r\n"
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  });
  const RunningProxy proxy(upstream.url());
  const std::string answer = proxy.ask("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
  EXPECT_THAT(answer, testing::StartsWith("HTTP/1.1 200 OK"));
  EXPECT_THAT(answer, Not(HasSubstr("share.js")));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
