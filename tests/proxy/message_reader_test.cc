#include "proxy/message_reader.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

const std::string kChunkedHead = "POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n";

/// The content of a request given in pieces of `step` bytes; "flaw: ..." or "unfinished" if it has none.
std::string content_of(const std::string& raw, std::size_t step) {
  MessageReader reader;
  IncomingRequest request;
  std::string input;
  std::string content;
  bool has_head = false;
  for (std::size_t at = 0; at < raw.size(); at += step) {
    input += raw.substr(at, step);
    if (!has_head) {
      const auto used = reader.read_request_head(input, request);
      if (!used) return "flaw: " + std::string(used.error().reason);
      if (*used == 0) continue;
      input.erase(0, *used);
      has_head = true;
    }
    if (reader.done()) break;
    std::vector<std::string_view> pieces;
    const auto used = reader.read_body(input, pieces);
    if (!used) return "flaw: " + std::string(used.error().reason);
    for (const std::string_view piece : pieces) content += piece;
    input.erase(0, *used);
  }
  return has_head && reader.done() ? content : "unfinished";
}

struct Case {
  const char* name;
  std::string body;
  const char* content;
};

const std::vector<Case> kChunked = {
    {"two chunks", "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "hello world"},
    {"no content", "0\r\n\r\n", ""},
    {"leading zeros and capitals", "00000A\r\n0123456789\r\n000\r\n\r\n", "0123456789"},
    {"an extension", "5;name=\"va;lue\"\r\nhello\r\n0;last\r\n\r\n", "hello"},
    {"trailers are no content", "5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n", "hello"},
    {"no last chunk", "5\r\nhello\r\n", "unfinished"},
    {"a size in another notation", "0x5\r\nhello\r\n0\r\n\r\n", "flaw: chunk"},
    {"a size with a sign", "+5\r\nhello\r\n0\r\n\r\n", "flaw: chunk"},
    {"a negative size", "-5\r\nhello\r\n0\r\n\r\n", "flaw: chunk"},
    {"a size with an underscore", "1_0\r\n0123456789012345\r\n0\r\n\r\n", "flaw: chunk"},
    {"white space before a size", " 5\r\nhello\r\n0\r\n\r\n", "flaw: chunk"},
    {"white space behind a size", "5 \r\nhello\r\n0\r\n\r\n", "flaw: chunk"},
    {"white space before an extension", "5 ;a=b\r\nhello\r\n0\r\n\r\n", "flaw: chunk"},
    {"a bare line feed behind a size", "5\nhello\r\n0\r\n\r\n", "flaw: chunk"},
    {"a bare line feed in an extension", "5;a\nb\r\nhello\r\n0\r\n\r\n", "flaw: chunk"},
    {"a bare carriage return behind a size", "5\rhello\r\n0\r\n\r\n", "flaw: chunk"},
    {"a control character in an extension", "5;a\x01=b\r\nhello\r\n0\r\n\r\n", "flaw: chunk"},
    {"no line end behind a chunk", "5\r\nhello0\r\n\r\n", "flaw: chunk"},
    {"more content than the size says", "5\r\nhelloo\r\n0\r\n\r\n", "flaw: chunk"},
    {"a size that overflows", "10000000000000005\r\nhello\r\n0\r\n\r\n", "flaw: chunk"},
    {"an empty size", "\r\nhello\r\n0\r\n\r\n", "flaw: chunk"},
};

TEST(MessageReader, ReadsChunksStrictly) {
  for (const Case& c : kChunked) EXPECT_EQ(content_of(kChunkedHead + c.body, 1 << 20), c.content) << c.name;
}

TEST(MessageReader, ReadsTheSameAtEverySplit) {
  for (const Case& c : kChunked) {
    for (const std::size_t step : {1, 2, 3, 7}) {
      EXPECT_EQ(content_of(kChunkedHead + c.body, step), c.content) << c.name << " by " << step;
    }
  }
}

TEST(MessageReader, EndsABodyAtItsLength) {
  const std::string head = "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\n\r\n";
  for (const std::size_t step : {1, 4, 100}) EXPECT_EQ(content_of(head + "helloGET", step), "hello");
}

TEST(MessageReader, LeavesTheNextRequestAlone) {
  MessageReader reader;
  IncomingRequest request;
  const std::string first = "GET /1 HTTP/1.1\r\nHost: a.example\r\n\r\n";
  const std::string both = first + "GET /2 HTTP/1.1\r\nHost: a.example\r\n\r\n";
  EXPECT_EQ(*reader.read_request_head(both, request), first.size());
  EXPECT_TRUE(reader.done());
  EXPECT_GT(*reader.read_request_head(both.substr(first.size()), request), 0U);
  EXPECT_EQ(request.head.target, "/2");
  EXPECT_EQ(request.head.fields.size(), 1U);
}

struct ResponseCase {
  const char* name;
  const char* head;
  bool to_head;
  bool has_body;
  bool ends_at_close;
  bool keep_alive;
};

const std::vector<ResponseCase> kResponses = {
    {"a length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", false, true, false, true},
    {"an empty body", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false, false, false, true},
    {"chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", false, true, false, true},
    {"neither", "HTTP/1.1 200 OK\r\n\r\n", false, true, true, false},
    {"an answer to HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", true, false, false, true},
    {"no content", "HTTP/1.1 204 No Content\r\n\r\n", false, false, false, true},
    {"not modified", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", false, false, false, true},
    {"close", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\n", false, true, false, false},
    {"HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\n", false, true, false, false},
    {"HTTP/1.0 that stays", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\n", false,
     true, false, true},
};

TEST(MessageReader, KnowsWhereAResponseEnds) {
  for (const ResponseCase& c : kResponses) {
    MessageReader reader;
    IncomingResponse response;
    ASSERT_TRUE(reader.read_response_head(c.head, c.to_head, response)) << c.name;
    EXPECT_EQ(response.has_body, c.has_body) << c.name;
    EXPECT_EQ(response.ends_at_close, c.ends_at_close) << c.name;
    EXPECT_EQ(response.keep_alive, c.keep_alive) << c.name;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
