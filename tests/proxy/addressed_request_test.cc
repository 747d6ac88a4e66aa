#include "proxy/addressed_request.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

constexpr const char* kHead = " HTTP/1.1\r\nHost: ";

IncomingRequest request(const std::string& target, const std::string& host, const std::string& more = "") {
  MessageReader reader;
  IncomingRequest message;
  const auto used =
      reader.read_request_head("GET " + target + kHead + host + "\r\n" + more + "\r\n", message);
  EXPECT_TRUE(used && *used > 0) << target << " " << host;
  return message;
}

ServerOptions serving(const std::vector<std::string>& sites) {
  ServerOptions options;
  for (const std::string& site : sites)
    options.sites.front().hosts.push_back(*rules::SitePattern::parse(site));
  return options;
}

/// "site, target, Host that goes upstream", or the refusal.
std::string way_of(const std::string& target, const std::string& host, const ServerOptions& options = {}) {
  const auto addressed = address_request(request(target, host), Arrival(), options, SiteTable(options.sites));
  if (!addressed) return std::to_string(addressed.error().status);
  const filter::RequestHead head = upstream_head(*addressed);
  return addressed->site + ", " + head.target + ", " + head.fields.combined("Host");
}

struct Case {
  const char* name;
  const char* target;
  const char* host;
  const char* way;
};

const std::vector<Case> kCases = {
    {"empty segments", "//a//1.html", "a.example", "a.example, /a/1.html, a.example"},
    {"dot segments", "/x/.././a/%2e/1.html", "a.example", "a.example, /a/1.html, a.example"},
    {"an encoded slash", "/%2fa/1.html", "a.example", "400"},
    {"an encoded backslash", "/x%5C..%5Ca", "a.example", "400"},
    {"a backslash", "/x\\..\\a", "a.example", "400"},
    {"an encoded NUL", "/a/1.html%00", "a.example", "400"},
    {"a slash encoded twice", "/x/..%252Fa", "a.example", "400"},
    {"dots with parameters", "/x/..;/a", "a.example", "400"},
    {"such escapes in the query", "/a?b=%2F%5C%00", "a.example", "a.example, /a?b=%2F%5C%00, a.example"},
    {"a fragment", "/a/1.html#/../b", "a.example", "a.example, /a/1.html, a.example"},
    {"parameters", "/a;b=1/c;d", "a.example", "a.example, /a;b=1/c;d, a.example"},
    {"upper case in the host", "/a", "A.Example:80", "a.example, /a, a.example:80"},
    {"a trailing dot", "/a", "a.example.:8080", "a.example, /a, a.example:8080"},
    {"two trailing dots", "/a", "a.example..", "400"},
    {"an encoded dot in the host", "/a", "a%2Eexample", "400"},
    {"an IPv6 literal", "/a", "[2001:DB8::1]:80", "[2001:db8::1], /a, [2001:db8::1]:80"},
    {"an absolute form counts before Host", "http://B.example./a", "a.example", "b.example, /a, b.example"},
    {"a slash encoded in an absolute form", "http://a.example/x/..%2fa", "a.example", "400"},
};

TEST(AddressedRequest, GoesUpstreamAsItIsMatched) {
  for (const Case& c : kCases) EXPECT_EQ(way_of(c.target, c.host), c.way) << c.name;
}

TEST(AddressedRequest, ForAHostThatIsNotServedIsRefused) {
  const ServerOptions options = serving({"www.news.example", "*.news.example"});
  for (const char* host : {"www.news.example", "WWW.News.Example.:443", "cz.news.example"}) {
    EXPECT_NE(way_of("/", host, options), "421") << host;
  }
  for (const char* host : {"news.example", "evil.example", "www.news.example.evil.example", "127.0.0.1",
                           "[::1]:80", "xnews.example"}) {
    EXPECT_EQ(way_of("/", host, options), "421") << host;
  }
  EXPECT_EQ(way_of("http://evil.example/", "www.news.example", options), "421");
}

TEST(AddressedRequest, IsForAnyHostWhereTheOptionsSaySo) {
  EXPECT_NE(way_of("/", "any.example", serving({"*"})), "421");
}

TEST(AddressedRequest, TellsTheUpstreamOfOneTargetOnly) {
  // A site that reads fields through CGI cannot tell the spellings apart.
  for (const std::string name : {"X-Original-URL", "x-rewrite-url", "X_Original_URL", "X-Rewrite_Url",
                                 "X.Original.URL", "X!Rewrite|URL"}) {
    const auto addressed = address_request(request("/b", "a.example", name + ": /a/1.html\r\nX-Kept: 1\r\n"),
                                           Arrival(), ServerOptions(), SiteTable(ServerOptions().sites));
    ASSERT_TRUE(addressed);
    const filter::RequestHead head = upstream_head(*addressed);
    EXPECT_FALSE(head.fields.contains(name)) << name;
    EXPECT_TRUE(head.fields.contains("X-Kept"));
  }
}

TEST(AddressedRequest, BelievesTheRegionOfTrustedPeersOnly) {
  const geoip::Address peer = *geoip::Address::parse("10.0.0.1");
  ServerOptions options;
  options.region_fields.country = "CF-IPCountry";
  for (const bool is_trusted : {true, false}) {
    options.trusted_proxies = {*geoip::Network::parse(is_trusted ? "10.0.0.0/8" : "192.0.2.0/24")};
    const auto addressed =
        address_request(request("/", "a.example", "CF-IPCountry: UA\r\nX-Forwarded-For: 192.0.2.7\r\n"),
                        {.peer = peer}, options, SiteTable(options.sites));
    ASSERT_TRUE(addressed);
    EXPECT_EQ(addressed->stated_region.has_value(), is_trusted);
    EXPECT_EQ(upstream_head(*addressed).fields.contains("CF-IPCountry"), is_trusted);
  }
}

TEST(AddressedRequest, BelievesNothingOfWhomAPROXYHeaderDoesNotName) {
  ServerOptions options;
  options.region_fields.country = "CF-IPCountry";
  options.trusted_proxies = {*geoip::Network::parse("10.0.0.0/8")};
  const Arrival nameless{.peer = *geoip::Address::parse("10.0.0.1"), .peer_is_nameless = true};
  const auto addressed =
      address_request(request("/", "a.example", "CF-IPCountry: CZ\r\nX-Forwarded-For: 192.0.2.7\r\n"),
                      nameless, options, SiteTable(options.sites));
  ASSERT_TRUE(addressed);
  EXPECT_FALSE(addressed->reader);
  EXPECT_FALSE(addressed->stated_region);
  const filter::FieldLines sent = upstream_head(*addressed).fields;
  EXPECT_EQ(sent.combined("X-Forwarded-For"), "10.0.0.1");
  EXPECT_FALSE(sent.contains("CF-IPCountry"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
