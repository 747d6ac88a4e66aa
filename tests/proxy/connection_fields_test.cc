#include "proxy/connection_fields.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

std::string lines_of(const filter::FieldLines& fields) {
  std::string out;
  for (const filter::FieldLine& line : fields)
    out += std::string(line.name) + ": " + std::string(line.value) + "\n";
  return out;
}

Forwarder forwarder(const char* peer, const char* reader, bool trusted) {
  return {.peer = *geoip::Address::parse(peer),
          .reader = *geoip::Address::parse(reader),
          .peer_is_trusted = trusted,
          .host = "a.example:8080"};
}

/// The same, with `Forwarded` as well.
Forwarder forwarder_of_both(const char* peer, bool trusted, bool encrypted = false,
                            const char* reader = nullptr) {
  Forwarder both = forwarder(peer, reader != nullptr ? reader : peer, trusted);
  both.writes_forwarded = true;
  both.is_encrypted = encrypted;
  return both;
}

Forwarder believing(AddressField field, Forwarder forwarder) {
  forwarder.believed = field;
  return forwarder;
}

TEST(ConnectionFields, WhatIsForThisConnectionGoes) {
  filter::FieldLines fields = {{"Accept", "*/*"},        {"connection", "close, X-Hop ,Upgrade"},
                               {"X-Hop", "1"},           {"Keep-Alive", "timeout=5"},
                               {"TE", "trailers"},       {"Upgrade", "websocket"},
                               {"Trailer", "X-Sum"},     {"Proxy-Authorization", "Basic x"},
                               {"Accept-Ranges", "none"}};
  remove_connection_fields(fields);
  EXPECT_EQ(lines_of(fields), "Accept: */*\nAccept-Ranges: none\n");
}

TEST(ConnectionFields, ASiteLeadsNobodyToAnotherServerOfItsOwn) {
  filter::FieldLines fields = {{"Content-Type", "text/html"}, {"Alt-Svc", "h2=\":8443\"; ma=86400"}};
  remove_connection_fields(fields);
  EXPECT_EQ(lines_of(fields), "Content-Type: text/html\n");
}

TEST(ConnectionFields, EveryFieldThatConnectionNamesGoes) {
  filter::FieldLines fields = {{"Connection", "close"}, {"Close", "1"}, {"Accept", "*/*"}};
  remove_connection_fields(fields);
  EXPECT_EQ(lines_of(fields), "Accept: */*\n");
}

TEST(ConnectionFields, ConnectionTalksNobodyOutOfAnEndToEndField) {
  filter::FieldLines fields = {{"Connection", "Host, Content-Length, Cookie"},
                               {"Host", "a.example"},
                               {"Content-Length", "5"},
                               {"Cookie", "a=b"}};
  remove_connection_fields(fields);
  EXPECT_EQ(lines_of(fields), "Host: a.example\nContent-Length: 5\nCookie: a=b\n");
}

struct Case {
  const char* name;
  filter::FieldLines fields;
  Forwarder forwarder;
  const char* written;
};

const std::vector<Case> kCases = {
    {"a reader that comes by itself",
     {{"Host", "other.example"}},
     forwarder("203.0.113.9", "203.0.113.9", false),
     "Host: a.example:8080\nX-Forwarded-For: 203.0.113.9\nX-Forwarded-Proto: http\n"
     "X-Forwarded-Host: a.example:8080\nVia: 1.1 caveat\n"},
    {"what an untrusted peer claims is dropped",
     {{"X-Forwarded-For", "192.0.2.1"},
      {"X-Forwarded-Proto", "https"},
      {"X-Forwarded-Host", "evil.example"},
      {"Forwarded", "for=192.0.2.1"}},
     forwarder("203.0.113.9", "203.0.113.9", false),
     "X-Forwarded-For: 203.0.113.9\nHost: a.example:8080\nX-Forwarded-Proto: http\n"
     "X-Forwarded-Host: a.example:8080\nVia: 1.1 caveat\n"},
    {"so is all else that it says of the way, in any spelling",
     {{"X_Forwarded_For", "192.0.2.1"},
      {"X-Forwarded_Proto", "https"},
      {"X.Forwarded.Host", "evil.example"},
      {"X-Forwarded~Port", "443"},
      {"X-Forwarded-Port", "443"},
      {"x-forwarded-prefix", "/admin"},
      {"X-Forwarded-", "x"},
      {"X-Real-IP", "192.0.2.1"},
      {"X_REAL_IP", "192.0.2.1"},
      {"X-Forwarder", "stays"},
      {"From", "a@b.example"}},
     forwarder("203.0.113.9", "203.0.113.9", false),
     "X-Forwarder: stays\nFrom: a@b.example\nX-Forwarded-For: 203.0.113.9\nHost: a.example:8080\n"
     "X-Forwarded-Proto: http\nX-Forwarded-Host: a.example:8080\nVia: 1.1 caveat\n"},
    {"what a reader has a trusted peer pass on is dropped",
     {{"X-Forwarded-For", "198.51.100.1"},
      {"X_Forwarded_For", "192.0.2.1"},
      {"X.Forwarded.For", "192.0.2.1"},
      {"X_Real_IP", "192.0.2.1"},
      {"X-Real+IP", "192.0.2.1"},
      {"X-Forwarded-Port", "443"},
      {"X-Original-URL", "/other"},
      {"X.Original.URL", "/other"},
      {"X_Rewrite_URL", "/other"},
      {"X-Original-Host", "other.example"},
      {"X-Host", "other.example"},
      {"X_HTTP_Host_Override", "other.example"}},
     forwarder("10.0.0.1", "198.51.100.1", true),
     "X-Forwarded-For: 198.51.100.1, 10.0.0.1\nX-Forwarded-Port: 443\nHost: a.example:8080\n"
     "X-Forwarded-Proto: http\nX-Forwarded-Host: a.example:8080\nVia: 1.1 caveat\n"},
    {"what a trusted peer says is kept",
     {{"X-Forwarded-For", "198.51.100.1"}, {"X-Forwarded-Proto", "https"}, {"Via", "1.1 edge"}},
     forwarder("10.0.0.1", "198.51.100.1", true),
     "X-Forwarded-For: 198.51.100.1, 10.0.0.1\nX-Forwarded-Proto: https\nVia: 1.1 edge\nHost: "
     "a.example:8080\n"
     "X-Forwarded-Host: a.example:8080\nVia: 1.1 caveat\n"},
    {"but not of which host the page is",
     {{"X-Forwarded-For", "198.51.100.1"}, {"X-Forwarded-Host", "other.example"}},
     forwarder("10.0.0.1", "198.51.100.1", true),
     "X-Forwarded-For: 198.51.100.1, 10.0.0.1\nHost: a.example:8080\nX-Forwarded-Proto: http\n"
     "X-Forwarded-Host: a.example:8080\nVia: 1.1 caveat\n"},
    {"Forwarded of a trusted peer becomes X-Forwarded-For, whatever the reader wrote there",
     {{"Forwarded", "for=198.51.100.1"}, {"X-Forwarded-For", "192.0.2.66"}},
     believing(AddressField::forwarded, forwarder("10.0.0.1", "198.51.100.1", true)),
     "Host: a.example:8080\nX-Forwarded-For: 198.51.100.1, 10.0.0.1\nX-Forwarded-Proto: http\n"
     "X-Forwarded-Host: a.example:8080\nVia: 1.1 caveat\n"},
};

struct ForwardedCase {
  const char* name;
  const char* before;  ///< the field as it came; empty: none
  Forwarder forwarder;
  const char* after;
};

const std::vector<ForwardedCase> kForwarded = {
    {"a reader that comes by itself", "", forwarder_of_both("203.0.113.9", false),
     "for=203.0.113.9;host=\"a.example:8080\";proto=http"},
    {"IPv6 stands in brackets and quotes", "", forwarder_of_both("2001:db8::1", false, true),
     "for=\"[2001:db8::1]\";host=\"a.example:8080\";proto=https"},
    {"what an untrusted peer claims is dropped", "for=192.0.2.1", forwarder_of_both("203.0.113.9", false),
     "for=203.0.113.9;host=\"a.example:8080\";proto=http"},
    {"what a trusted peer says is kept", "for=192.0.2.1;proto=https",
     believing(AddressField::forwarded, forwarder_of_both("10.0.0.1", true)),
     "for=192.0.2.1;proto=https, for=10.0.0.1;host=\"a.example:8080\";proto=http"},
    {"but no host of the page, whoever named it",
     "for=192.0.2.66;host=evil.example, HOST=\"a,b\"; for=192.0.2.1",
     believing(AddressField::forwarded, forwarder_of_both("10.0.0.1", true)),
     "for=192.0.2.66, for=192.0.2.1, for=10.0.0.1;host=\"a.example:8080\";proto=http"},
    {"nor what stands before something that is no element",
     "for=1.1.1.1;host=evil.example, for=\", for=192.0.2.1",
     believing(AddressField::forwarded, forwarder_of_both("10.0.0.1", true)),
     "for=192.0.2.1, for=10.0.0.1;host=\"a.example:8080\";proto=http"},
    {"what a trusted peer lets through is not what it says", "for=192.0.2.66;proto=https",
     forwarder_of_both("10.0.0.1", true, false, "198.51.100.1"),
     "for=198.51.100.1, for=10.0.0.1;host=\"a.example:8080\";proto=http"},
};

TEST(ConnectionFields, ForwardedIsWrittenWhereItIsAskedFor) {
  for (const ForwardedCase& c : kForwarded) {
    filter::FieldLines fields;
    if (*c.before != '\0') fields.append("Forwarded", c.before);
    write_forwarding_fields(fields, c.forwarder);
    EXPECT_EQ(fields.combined("Forwarded"), c.after) << c.name;
  }
}

std::vector<std::string> sorted_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST(ConnectionFields, TheWayOfARequestIsWrittenOnce) {
  for (Case c : kCases) {
    write_forwarding_fields(c.fields, c.forwarder);
    EXPECT_EQ(sorted_lines(lines_of(c.fields)), sorted_lines(c.written)) << c.name;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
