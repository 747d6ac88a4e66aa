// A head that is taken apart without Beast comes out as Beast would have it.
#include "proxy/plain_head.h"

#include <gtest/gtest.h>

#include "proxy/message_reader.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

/// No head with it is plain, and to Beast it means nothing.
constexpr std::string_view kForBeast = "Proxy-Connection: none\r\n";

std::string for_beast(const std::string& head) {
  std::string other = head;
  return other.insert(head.find("\r\n") + 2, kForBeast);
}

std::string told(const filter::FieldLines& fields) {
  std::string out;
  for (const filter::FieldLine& line : fields) {
    if (line.name != "Proxy-Connection") out.append(line.name).append(": ").append(line.value).append("\n");
  }
  return out;
}

std::string told(const MessageReader& reader, bool keep_alive, bool has_body) {
  return std::string(keep_alive ? "kept " : "closed ") + (has_body ? "body " : "bodiless ") +
         (reader.done() ? "done " : "goes on ") + std::to_string(reader.remaining().value_or(0)) + " " +
         std::to_string(reader.trailers().size());
}

/// The same body must be read alike, too.
std::string content(MessageReader& reader) {
  std::vector<std::string_view> pieces;
  std::string out;
  const auto used = reader.read_body("hello", pieces);
  if (!used) return "flaw";
  for (const std::string_view piece : pieces) out += piece;
  return out + (reader.done() ? " done " : " goes on ") + std::to_string(*used);
}

std::string request_told(const std::string& head) {
  MessageReader reader;
  IncomingRequest request;
  const auto used = reader.read_request_head(head, request);
  if (!used) return "flaw: " + std::string(used.error().reason);
  std::string out = request.head.method + " " + request.head.target + (request.http_1_0 ? " 1.0 " : " 1.1 ");
  out += told(reader, request.keep_alive, request.has_body) + "\n" + told(request.head.fields);
  return out + (request.has_body ? content(reader) : "");
}

std::string response_told(const std::string& head, bool to_head) {
  MessageReader reader;
  IncomingResponse response;
  const auto used = reader.read_response_head(head, to_head, response);
  if (!used) return "flaw: " + std::string(used.error().reason);
  std::string out = std::to_string(response.head.status) + " '" + response.head.reason + "' ";
  out += told(reader, response.keep_alive, response.has_body) + (response.ends_at_close ? " at close" : "");
  return out + "\n" + told(response.head.fields) + (response.has_body ? content(reader) : "");
}

const std::vector<std::string> kFields = {
    "",
    "Connection: close\r\n",
    "connection: Keep-Alive\r\n",
    "Connection: keep-alive\r\nConnection: close\r\n",
    "Connection: keep-alive, Upgrade\r\n",
    "Connection: ,close\r\n",
    "Connection: clo\"se\r\n",
    "Connection:\r\n",
    "Connection: x y\r\n",
    "Content-Length: 5\r\n",
    "Content-Length: 4\r\n",
    "content-length:  0005 \t\r\n",
    "Content-Length: 0\r\n",
    "Content-Length: 18446744073709551615\r\n",
    "Content-Length: 18446744073709551616\r\n",
    "Content-Length: 99999999999999999999999\r\n",
    "Content-Length: 5\r\nConnection: close\r\n",
    "Upgrade: websocket\r\n",
    "X-Empty:\r\nX-Blank: \t \r\nX-Tab: a\tb\r\n",
    "X-Latin: \xe4\xf6\xfc\r\nX-Quote: \"a, b\"\r\n",
    "X: 1\r\nX: 2\r\nY: 3\r\n",
};

TEST(PlainHead, ARequestIsWhatBeastReads) {
  for (const std::string line : {"GET / HTTP/1.1", "GET /a?b=\"c\" HTTP/1.0", "POST /\xc3\xa4|{} HTTP/1.1",
                                 "M-SEARCH * HTTP/1.1", "HEAD http://a.example/ HTTP/1.1"}) {
    for (const std::string& fields : kFields) {
      const std::string head = line + "\r\nHost: a.example\r\n" + fields + "\r\n";
      EXPECT_EQ(request_told(head), request_told(for_beast(head))) << head;
    }
  }
}

TEST(PlainHead, AResponseIsWhatBeastReads) {
  for (const std::string line :
       {"HTTP/1.1 200 OK", "HTTP/1.0 200 OK", "HTTP/1.1 200 ", "HTTP/1.1 200", "HTTP/1.1 204 No Content",
        "HTTP/1.1 304 Not Modified", "HTTP/1.1 100 Continue", "HTTP/1.1 101 Switching", "HTTP/1.1 999 \xe4 b",
        "HTTP/1.1 000 Zero", "HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "HTTP/1.2 200 OK", "HTTP/2.0 200 OK",
        "http/1.1 200 OK", "HTTP/1.1  200 OK", "HTTP/1.1 200  two"}) {
    for (const std::string& fields : kFields) {
      for (const bool to_head : {false, true}) {
        const std::string head = line + "\r\n" + fields + "\r\n";
        EXPECT_EQ(response_told(head, to_head), response_told(for_beast(head), to_head)) << head;
      }
    }
  }
}

TEST(PlainHead, WhatTakesAParserIsLeftToIt) {
  for (const std::string fields :
       {"Transfer-Encoding: chunked\r\n", "X: a\r\n b\r\n", "Connection: a, b\r\n",
        "Connection: close\r\nConnection: keep-alive\r\n", "Proxy-Connection: close\r\n"}) {
    HeadParts parts;
    const std::string head = "HTTP/1.1 200 OK\r\n" + fields + "\r\n";
    ASSERT_EQ(flaw_of_response_head(head, parts), std::nullopt) << head;
    IncomingResponse response;
    EXPECT_FALSE(take_plain_response(parts, false, response).has_value()) << head;
  }
}

TEST(PlainHead, OneConnectionCarriesBothKinds) {
  MessageReader reader;
  IncomingResponse response;
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string plain = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
  for (const std::string& head : {plain, chunked, plain, chunked}) {
    ASSERT_EQ(*reader.read_response_head(head, false, response), head.size());
    std::vector<std::string_view> pieces;
    const std::string body = head == plain ? "hello" : "5\r\nhello\r\n0\r\n\r\n";
    EXPECT_EQ(*reader.read_body(body, pieces), body.size());
    ASSERT_EQ(pieces.size(), 1U);
    EXPECT_EQ(pieces[0], "hello");
    EXPECT_TRUE(reader.done());
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
