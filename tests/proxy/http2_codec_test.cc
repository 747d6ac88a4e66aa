// What an HTTP/2 connection does about readers who make it work and take nothing.
#include "proxy/http2_codec.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

class CountedEvents final : public Http2Events {
 public:
  void request(Http2StreamId, Http2RequestFields, bool) override {}
  void content(Http2StreamId, std::string_view) override {}
  void content_ended(Http2StreamId, filter::FieldLines) override {}
  void head_sent(Http2StreamId) override { ++heads_sent; }
  void closed(Http2StreamId) override {}
  void refused() override {}
  void reset_too_often() override { ++warned; }
  Pulled pull(Http2StreamId, std::span<char>) override { return {.bytes = 0, .ended = true, .trailers = {}}; }

  int warned = 0;
  int heads_sent = 0;
};

/// HEADERS without one field, which no request is: the stream is reset (RFC 9113, 8.1.1).
std::string flawed_request(std::uint32_t stream) {
  std::string frame("\0\0\0\x01\x05", 5);
  for (const unsigned shift : {24U, 16U, 8U, 0U}) frame += static_cast<char>(stream >> shift & 0xFFU);
  return frame;
}

const std::string kBegin = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + std::string("\0\0\0\x04\0\0\0\0\0", 9);

/// How many flawed requests are taken, of at most 100,000.
std::uint32_t taken(Http2Codec& codec, bool sends) {
  std::uint32_t count = 0;
  while (count < 100'000 && codec.receive(flawed_request(2 * count + 1))) {
    ++count;
    while (sends && !codec.send().empty()) continue;
    if (codec.is_over()) break;
  }
  return count;
}

TEST(Http2Codec, AReaderWhoTakesNothingCannotMakeUsResetStreamsWithoutEnd) {
  CountedEvents events;
  Http2Codec codec(events, {.streams = 100, .stream_resets = 200, .header_bytes = 1024});
  ASSERT_TRUE(codec.receive(kBegin));
  EXPECT_LT(taken(codec, false), 1'000U);
  EXPECT_EQ(events.warned, 1);
}

TEST(Http2Codec, AReaderWhoTakesTheResetsIsEndedAfterAsManyAsTheLimitSays) {
  CountedEvents events;
  Http2Codec codec(events, {.streams = 100, .stream_resets = 200, .header_bytes = 1024});
  ASSERT_TRUE(codec.receive(kBegin));
  EXPECT_NEAR(taken(codec, true), 200U, 2U);
  EXPECT_EQ(events.warned, 1);
}

/// GET https://a/ (RFC 7541, appendix A).
const std::string kRequest = std::string("\0\0\x06\x01\x05\0\0\0\x01\x82\x87\x84\x41\x01", 14) + "a";

TEST(Http2Codec, AHeadGoesOutHoweverManyFieldsItHas) {
  CountedEvents events;
  Http2Codec codec(events, {});
  ASSERT_TRUE(codec.receive(kBegin + kRequest));
  filter::ResponseHead head;
  head.status = 304;
  for (int field = 0; field < 1000; ++field)
    head.fields.append("X-" + std::to_string(field), std::string(1000, '~'));
  codec.respond(1, head, false);
  EXPECT_EQ(events.heads_sent, 0);
  std::size_t bytes = 0;
  for (std::string_view sent = codec.send(); !sent.empty(); sent = codec.send()) bytes += sent.size();
  EXPECT_GT(bytes, 1'000'000U);
  EXPECT_EQ(events.heads_sent, 1);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
