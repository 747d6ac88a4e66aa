#include "proxy/head_syntax.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using std::string_literals::operator""s;

struct Case {
  const char* name;
  std::string head;
  const char* flaw;  ///< empty: none
};

std::string post(const std::string& lines) {
  return "POST / HTTP/1.1\r\nHost: a.example\r\n" + lines + "\r\n";
}

const std::vector<Case> kRequests = {
    {"a plain request", "GET /a?b HTTP/1.1\r\nHost: a.example\r\n\r\n", ""},
    {"HTTP/1.0 needs no Host", "GET / HTTP/1.0\r\n\r\n", ""},
    {"raw UTF-8 in a value", post("X-Name: \xd0\x9f\r\n"), ""},
    {"a tab in a value", post("X-Name: a\tb\r\n"), ""},
    {"an empty value", post("X-Name:\r\n"), ""},
    {"a length", post("Content-Length: 5\r\n"), ""},
    {"chunks", post("Transfer-Encoding: Chunked\r\n"), ""},
    {"a host with a port", "GET / HTTP/1.1\r\nHost: [2001:db8::1]:8080\r\n\r\n", ""},
    {"HTTP/1.1 needs a Host", "GET / HTTP/1.1\r\n\r\n", "host"},
    {"two hosts", "GET / HTTP/1.1\r\nHost: a.example\r\nHost: a.example\r\n\r\n", "host"},
    {"an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "host"},
    {"a user before the host", "GET / HTTP/1.1\r\nHost: me@a.example\r\n\r\n", "host"},
    {"two hosts joined", "GET / HTTP/1.1\r\nHost: a.example,b.example\r\n\r\n", "host"},
    {"a path behind the host", "GET / HTTP/1.1\r\nHost: a.example/x\r\n\r\n", "host"},
    {"a length and chunks", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), "two_lengths"},
    {"chunks and a length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), "two_lengths"},
    {"two lengths that differ", post("Content-Length: 5\r\nContent-Length: 6\r\n"), "two_lengths"},
    {"two lengths that agree", post("Content-Length: 5\r\nContent-Length: 5\r\n"), "two_lengths"},
    {"a list of lengths", post("Content-Length: 5, 5\r\n"), "content_length"},
    {"a length with a sign", post("Content-Length: +5\r\n"), "content_length"},
    {"a negative length", post("Content-Length: -5\r\n"), "content_length"},
    {"a length in hexadecimal", post("Content-Length: 0x5\r\n"), "content_length"},
    {"an empty length", post("Content-Length:\r\n"), "content_length"},
    {"chunks twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), "two_lengths"},
    {"another transfer coding", post("Transfer-Encoding: gzip, chunked\r\n"), "transfer_encoding"},
    {"identity", post("Transfer-Encoding: identity\r\n"), "transfer_encoding"},
    {"a vertical tab", post("Transfer-Encoding:\vchunked\r\n"), "control_character"},
    {"chunks in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", "transfer_encoding"},
    {"a length in disguise", post("Content_Length: 5\r\n"), "disguised_length"},
    {"a transfer coding in disguise", post("Transfer.Encoding: chunked\r\n"), "disguised_length"},
    {"a space before the colon", post("Content-Length : 5\r\n"), "field_name"},
    {"a tab in a name", post("Content\tLength: 5\r\n"), "field_name"},
    {"no colon", post("Content-Length\r\n"), "field_name"},
    {"a folded line", post("X-Name: a\r\n b\r\n"), "folded_line"},
    {"a first line that is indented", "GET / HTTP/1.1\r\n Host: a.example\r\n\r\n", "folded_line"},
    {"a bare line feed", post("X-Name: a\nContent-Length: 5\r\n"), "line_end"},
    {"a bare carriage return", post("X-Name: a\rContent-Length: 5\r\n"), "control_character"},
    {"NUL in a value", post("X-Name: a\0b\r\n"s), "control_character"},
    {"DEL in a value", post("X-Name: a\x7f\r\n"), "control_character"},
    {"two spaces in the request line", "GET  / HTTP/1.1\r\nHost: a.example\r\n\r\n", "target"},
    {"no target", "GET HTTP/1.1\r\nHost: a.example\r\n\r\n", "request_line"},
    {"a tab in the request line", "GET\t/ HTTP/1.1\r\nHost: a.example\r\n\r\n", "request_line"},
    {"a method that is no token", "G(T / HTTP/1.1\r\nHost: a.example\r\n\r\n", "method"},
    {"HTTP in lower case", "GET / http/1.1\r\nHost: a.example\r\n\r\n", "version"},
    {"a version to come", "GET / HTTP/1.2\r\nHost: a.example\r\n\r\n", "version"},
    {"white space behind the version", "GET / HTTP/1.1 \r\nHost: a.example\r\n\r\n", "target"},
    {"bytes behind the empty line", "GET / HTTP/1.0\r\n\r\nX: y\r\n", "line_end"},
};

const std::vector<Case> kResponses = {
    {"a plain response", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", ""},
    {"a folded line", "HTTP/1.1 200 OK\r\nX-Name: a\r\n b\r\n\r\n", ""},
    {"a length and chunks", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
     "two_lengths"},
    {"another transfer coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
     "transfer_encoding"},
    {"a bare carriage return", "HTTP/1.1 200 OK\r\nX-Name: a\rb\r\n\r\n", "control_character"},
    {"a bare line feed", "HTTP/1.1 200 OK\nX-Name: a\r\n\r\n", "line_end"},
    {"a space before the colon", "HTTP/1.1 200 OK\r\nX-Name : a\r\n\r\n", "field_name"},
};

TEST(HeadSyntax, RequestsThatCanBeReadInTwoWaysAreRefused) {
  for (const Case& c : kRequests) EXPECT_EQ(flaw_of_request_head(c.head).value_or(""), c.flaw) << c.name;
}

TEST(HeadSyntax, ResponsesThatCanBeReadInTwoWaysAreRefused) {
  for (const Case& c : kResponses) EXPECT_EQ(flaw_of_response_head(c.head).value_or(""), c.flaw) << c.name;
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
