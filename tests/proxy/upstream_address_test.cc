#include "proxy/upstream_address.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

struct Case {
  std::string url;
  std::string address;    ///< transport and where; empty: refused
  std::string authority;  ///< of a request that names no host
};

const std::vector<Case> kCases = {
    {"http://127.0.0.1:9000", "tcp 127.0.0.1:9000", "127.0.0.1:9000"},
    {"http://a.example/", "tcp a.example:80", "a.example"},
    {"http://a.example:443", "tcp a.example:443", "a.example:443"},
    {"http://[::1]", "tcp [::1]:80", "[::1]"},
    {"https://a.example", "tls a.example:443", "a.example"},
    {"https://a.example:8443/", "tls a.example:8443", "a.example:8443"},
    {"unix:/run/site.sock", "unix /run/site.sock", "localhost"},
    {"http://a.example/path", "", ""},
    {"http://me@a.example", "", ""},
    {"a.example:80", "", ""},
    {"ftp://a.example", "", ""},
    {"HTTP://a.example", "", ""},
    {"http://", "", ""},
    {"https://", "", ""},
    {"http://a.example:0", "", ""},
    {"unix:run/site.sock", "", ""},
    {"unix:", "", ""},
    {"unix:/" + std::string(107, 'x'), "", ""},
};

std::string text_of(const std::optional<UpstreamAddress>& address) {
  if (!address) return "";
  switch (address->transport) {
    case UpstreamAddress::Transport::tcp:
      return "tcp " + address->endpoint.to_string();
    case UpstreamAddress::Transport::tls:
      return "tls " + address->endpoint.to_string();
    case UpstreamAddress::Transport::unix_socket:
      return "unix " + address->path;
  }
  return "";
}

TEST(UpstreamAddress, NamesATransportAndAPlaceOnly) {
  for (const Case& c : kCases) {
    const auto address = parse_upstream_url(c.url);
    EXPECT_EQ(text_of(address), c.address) << c.url;
    EXPECT_EQ(address ? address->authority() : "", c.authority) << c.url;
  }
}

TEST(UpstreamAddress, NamesAreLookedUpAndAddressesAreNot) {
  EXPECT_TRUE(parse_upstream_url("http://localhost:80")->is_named());
  EXPECT_FALSE(parse_upstream_url("http://127.0.0.1:80")->is_named());
  EXPECT_FALSE(parse_upstream_url("https://[::1]")->is_named());
  EXPECT_FALSE(parse_upstream_url("unix:/run/site.sock")->is_named());
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
