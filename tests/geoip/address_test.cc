#include "geoip/address.h"

#include <gtest/gtest.h>

namespace caveat::geoip {
namespace CAVEAT_THIS_FILE {

TEST(Address, IsReadAndWrittenInItsCanonicalForm) {
  const struct {
    const char* text;
    const char* canonical;
  } kCases[] = {
      {"192.0.2.1", "192.0.2.1"},
      {"0.0.0.0", "0.0.0.0"},
      {"255.255.255.255", "255.255.255.255"},
      {"::ffff:192.0.2.1", "192.0.2.1"},
      {"::FFFF:C000:0201", "192.0.2.1"},
      {"2001:DB8:0:0:0:0:0:1", "2001:db8::1"},
      {"2001:db8::1:0:0:1", "2001:db8::1:0:0:1"},
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
      {"::", "::"},
      {"::1", "::1"},
      {"fe80::1%eth0", "fe80::1"},
      {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
  };
  for (const auto& c : kCases) {
    const auto address = Address::parse(c.text);
    ASSERT_TRUE(address) << c.text;
    EXPECT_EQ(address->to_string(), c.canonical) << c.text;
  }
}

TEST(Address, RefusesWhatIsNone) {
  const std::string_view kCases[] = {"",
                                     " 192.0.2.1",
                                     "192.0.2.1 ",
                                     "192.0.2",
                                     "192.0.2.256",
                                     "192.0.02.1",
                                     "192.0.2.1.",
                                     "192.0.2.1:80",
                                     "[2001:db8::1]",
                                     "2001:db8:::1",
                                     "1::2::3",
                                     "2001:db8::12345",
                                     "localhost",
                                     "3221225985",
                                     "192.0.2.1%eth0",
                                     "fe80::1%",
                                     "::ffff:999.0.2.1",
                                     std::string_view("192.0.2.1\0", 10),
                                     "2001:0db8:0000:0000:0000:0000:0000:0001:0002:0003:0004:0005:0006"};
  for (const auto text : kCases) EXPECT_FALSE(Address::parse(text)) << text;
}

TEST(Address, KnowsIpv4InBothForms) {
  EXPECT_TRUE(Address::parse("::ffff:192.0.2.1")->is_v4());
  EXPECT_FALSE(Address::parse("::192.0.2.1")->is_v4());
  EXPECT_EQ(Address::parse("::ffff:192.0.2.1"), Address::parse("192.0.2.1"));
}

TEST(Network, IsReadAndWritten) {
  const struct {
    const char* text;
    const char* canonical;
    int bits;
  } kCases[] = {
      {"203.0.113.0/24", "203.0.113.0/24", 120},
      {"203.0.113.7", "203.0.113.7/32", 128},
      {"0.0.0.0/0", "0.0.0.0/0", 96},
      {"2001:db8::/32", "2001:db8::/32", 32},
      {"2001:db8::1", "2001:db8::1/128", 128},
      {"::/0", "::/0", 0},
      {"::ffff:203.0.113.0/120", "203.0.113.0/24", 120},
      {"::ffff:0:0/96", "0.0.0.0/0", 96},
  };
  for (const auto& c : kCases) {
    const auto network = Network::parse(c.text);
    ASSERT_TRUE(network) << c.text;
    EXPECT_EQ(network->to_string(), c.canonical) << c.text;
    EXPECT_EQ(network->prefix_length, c.bits) << c.text;
  }
}

TEST(Network, RefusesWhatIsNone) {
  const char* const kCases[] = {"",
                                "203.0.113.0/",
                                "203.0.113.0/33",
                                "203.0.113.0/-1",
                                "203.0.113.1/24",
                                "203.0.113.0/24 ",
                                "203.0.113.0/+24",
                                "203.0.113.0/024",
                                "2001:db8::/129",
                                "2001:db8::1/32",
                                "fe80::%eth0/64",
                                "/24",
                                "203.0.113.0/24/24",
                                "203.0.113.0/2a"};
  for (const auto* text : kCases) EXPECT_FALSE(Network::parse(text)) << text;
}

TEST(Network, HoldsItsAddressesAndNoOthers) {
  const struct {
    const char* network;
    const char* address;
    bool inside;
  } kCases[] = {
      {"203.0.113.0/25", "203.0.113.0", true},
      {"203.0.113.0/25", "203.0.113.127", true},
      {"203.0.113.0/25", "203.0.113.128", false},
      {"203.0.113.0/25", "203.0.112.127", false},
      {"203.0.113.7/32", "203.0.113.7", true},
      {"203.0.113.7/32", "203.0.113.6", false},
      {"0.0.0.0/0", "255.1.2.3", true},
      {"0.0.0.0/0", "2001:db8::1", false},
      {"::/0", "203.0.113.7", true},
      {"2001:db8::/33", "2001:db8:7fff::1", true},
      {"2001:db8::/33", "2001:db8:8000::1", false},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(Network::parse(c.network)->contains(*Address::parse(c.address)), c.inside)
        << c.network << " " << c.address;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::geoip
