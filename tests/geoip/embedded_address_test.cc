#include "geoip/embedded_address.h"

#include <gtest/gtest.h>

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

/// "192.0.2.33 6to4", or "none".
std::string inside(const char* address, const std::vector<const char*>& prefixes = {}) {
  std::vector<Network> networks;
  for (const char* prefix : prefixes) networks.push_back(*Network::parse(prefix));
  const auto found = embedded_address(*Address::parse(address), networks);
  return found ? found->address.to_string() + " " + std::string(found->scheme) : "none";
}

struct Case {
  const char* address;
  const char* inside;
};

TEST(EmbeddedAddress, IsFoundWhereRfcsPutIt) {
  const Case kCases[] = {
      {"2002:c000:221::1", "192.0.2.33 6to4"},
      {"2002:cb00:7107:7:8:9:a:b", "203.0.113.7 6to4"},
      {"64:ff9b::192.0.2.33", "192.0.2.33 NAT64"},
      {"2001:0:4136:e378:8000:63bf:3fff:fdd2", "192.0.2.45 Teredo"},  // the example of RFC 4380, 4 and others
  };
  for (const Case& c : kCases) EXPECT_EQ(inside(c.address), c.inside) << c.address;
}

TEST(EmbeddedAddress, IsFoundBehindConfiguredNat64PrefixesOfEveryLength) {
  // The table of RFC 6052, 2.4.
  const struct {
    const char* prefix;
    const char* address;
  } kCases[] = {
      {"2001:db8::/32", "2001:db8:c000:221::"},
      {"2001:db8:100::/40", "2001:db8:1c0:2:21::"},
      {"2001:db8:122::/48", "2001:db8:122:c000:2:2100::"},
      {"2001:db8:122:300::/56", "2001:db8:122:3c0:0:221::"},
      {"2001:db8:122:344::/64", "2001:db8:122:344:c0:2:2100:0"},
      {"2001:db8:122:344::/96", "2001:db8:122:344::192.0.2.33"},
      {"64:ff9b:1::/48", "64:ff9b:1:c000:2:2100::"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(inside(c.address, {c.prefix}), "192.0.2.33 NAT64") << c.prefix;
    EXPECT_TRUE(can_be_nat64_prefix(*Network::parse(c.prefix))) << c.prefix;
  }
}

TEST(EmbeddedAddress, IsNotSeenElsewhere) {
  for (const char* address : {"192.0.2.33", "::ffff:192.0.2.33", "2001:db8::1", "64:ff9b:1:c000:2:2100::",
                              "64:ff9b::1:192.0.2.33", "2001:1::1", "2003::1", "::1", "::192.0.2.33"}) {
    EXPECT_EQ(inside(address), "none") << address;
  }
}

TEST(EmbeddedAddress, HasNoPrefixesOfOtherLengths) {
  for (const char* prefix : {"2001:db8::/33", "2001:db8::/72", "2001:db8::1/128", "192.0.2.0/24"}) {
    EXPECT_FALSE(can_be_nat64_prefix(*Network::parse(prefix))) << prefix;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
