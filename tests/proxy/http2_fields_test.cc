#include "proxy/http2_fields.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using Fields = std::vector<std::pair<std::string, std::string>>;

Http2RequestFields request_fields(const Fields& more, std::size_t most_bytes = 1000) {
  Http2RequestFields fields(most_bytes);
  fields.add(":method", "GET");
  fields.add(":scheme", "https");
  fields.add(":path", "/a?b");
  for (const auto& [name, value] : more) fields.add(name, value);
  return fields;
}

std::string flaw_of(const Fields& more) {
  const auto request = request_fields(more).take(false);
  return request ? "" : std::string(request.error().reason);
}

TEST(Http2RequestFields, AreTheRequestThatHttp1WouldHave) {
  const auto request = request_fields({{":authority", "news.test"}, {"accept", "text/html"}}).take(false);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->head.method, "GET");
  EXPECT_EQ(request->head.target, "/a?b");
  EXPECT_EQ(request->head.fields.first("Host"), "news.test");
  EXPECT_EQ(request->head.fields.first("Accept"), "text/html");
}

TEST(Http2RequestFields, CookiesAreOneLineAgain) {
  const auto request =
      request_fields({{":authority", "a"}, {"cookie", "x=1"}, {"cookie", "y=2"}}).take(false);
  EXPECT_EQ(request->head.fields.combined("Cookie"), "x=1; y=2");
}

TEST(Http2RequestFields, ABodyWithoutALengthGoesOnInChunks) {
  EXPECT_TRUE(request_fields({{":authority", "a"}}).take(true)->head.fields.contains("Transfer-Encoding"));
  EXPECT_FALSE(request_fields({{":authority", "a"}, {"content-length", "3"}})
                   .take(true)
                   ->head.fields.contains("Transfer-Encoding"));
}

TEST(Http2RequestFields, AHostStandsInForTheAuthority) {
  EXPECT_EQ(request_fields({{"host", "news.test"}}).take(false)->head.fields.combined("Host"), "news.test");
}

TEST(Http2RequestFields, AHostThatIsNotTheAuthorityIsAFlaw) {
  EXPECT_EQ(flaw_of({{":authority", "a"}, {"host", "b"}}), "host");
  EXPECT_EQ(flaw_of({{":authority", "News.test"}, {"host", "news.Test"}}), "");
}

TEST(Http2RequestFields, NoHostTwoHostsOrOneThatIsNoneIsAFlaw) {
  EXPECT_EQ(flaw_of({}), "host");
  EXPECT_EQ(flaw_of({{"host", "a"}, {"host", "a"}}), "host");
  EXPECT_EQ(flaw_of({{":authority", "user@a"}}), "host");
}

TEST(Http2RequestFields, ANameThatPassesForALengthIsAFlaw) {
  EXPECT_EQ(flaw_of({{":authority", "a"}, {"content_length", "3"}}), "disguised_length");
}

TEST(Http2RequestFields, MoreThanTheMostIsTooLarge) {
  EXPECT_FALSE(request_fields({{"x", std::string(500, 'x')}}).too_large());
  EXPECT_TRUE(request_fields({{"x", std::string(1000, 'x')}}).too_large());
}

TEST(Http2ResponseFields, LeaveOutWhatConcernsTheConnection) {
  filter::ResponseHead head;
  head.status = 204;
  head.fields = {
      {"Connection", "close"}, {"Transfer-Encoding", "chunked"}, {"X-A", "1"}, {"Content-Length", "0"}};
  const auto fields = http2_response_fields(head);
  EXPECT_EQ((*fields.begin()).name, ":status");
  EXPECT_EQ((*fields.begin()).value, "204");
  for (const std::string_view name : {"connection", "transfer-encoding", "content-length"})
    EXPECT_FALSE(fields.contains(name));
  EXPECT_TRUE(fields.contains("date"));
  EXPECT_EQ(fields.first("x-a"), "1");
}

TEST(Http2TrailerFields, AreInLowerCaseAndNoneThatFrameRouteOrAuthorise) {
  const auto fields = http2_trailer_fields(
      {{"X-Sum", "1"}, {"Transfer-Encoding", "chunked"}, {"Content-Length", "1"}, {"Set-Cookie", "a=b"}});
  ASSERT_EQ(fields.size(), 1U);
  EXPECT_EQ((*fields.begin()).name, "x-sum");
  EXPECT_EQ((*fields.begin()).value, "1");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
