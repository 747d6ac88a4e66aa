#include "proxy/reader_limits.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using namespace std::chrono_literals;

geoip::Address address(const char* text) {
  return *geoip::Address::parse(text);
}

constexpr ReaderLimits::Clock::time_point kStart{1h};

TEST(ReaderLimits, BoundTheConnectionsThatAreOpenAtOnce) {
  ReaderLimits limits({.connections = 2});
  const CountedConnection first(limits, address("192.0.2.1"));
  EXPECT_TRUE(first.is_within_bounds());
  {
    const CountedConnection second(limits, address("192.0.2.1"));
    EXPECT_TRUE(second.is_within_bounds());
    EXPECT_FALSE(CountedConnection(limits, address("192.0.2.1")).is_within_bounds());
    EXPECT_TRUE(CountedConnection(limits, address("192.0.2.2")).is_within_bounds());
  }
  EXPECT_TRUE(CountedConnection(limits, address("192.0.2.1")).is_within_bounds());
}

TEST(ReaderLimits, AConnectionThatWasNotCountedTakesNoneOffTheCount) {
  ReaderLimits limits({.connections = 1, .most_addresses = 1});
  // Until there is no room for one more in the part of the table that it falls into.
  std::vector<geoip::Address> crowd;
  auto opening = ReaderLimits::Opening::counted;
  geoip::Address last;
  for (int i = 0; i < 256 && opening == ReaderLimits::Opening::counted; ++i) {
    last = address(("192.0.2." + std::to_string(i)).c_str());
    opening = limits.open_connection(last);
    if (opening == ReaderLimits::Opening::counted) crowd.push_back(last);
  }
  ASSERT_EQ(opening, ReaderLimits::Opening::uncounted);
  std::optional<CountedConnection> uncounted;
  uncounted.emplace(limits, last);
  for (const geoip::Address& one : crowd) limits.close_connection(one);
  const CountedConnection counted(limits, last);
  uncounted.reset();
  EXPECT_FALSE(CountedConnection(limits, last).is_within_bounds()) << "one is still there";
}

TEST(ReaderLimits, BoundTheRequestsOfAWindow) {
  ReaderLimits limits({.requests = 3, .window = 30s});
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limits.admit_request(address("192.0.2.1"), kStart));
  EXPECT_FALSE(limits.admit_request(address("192.0.2.1"), kStart));
  EXPECT_TRUE(limits.admit_request(address("192.0.2.2"), kStart));
  EXPECT_FALSE(limits.admit_request(address("192.0.2.1"), kStart + 9s));
  EXPECT_TRUE(limits.admit_request(address("192.0.2.1"), kStart + 10s)) << "a third of the window: one more";
  EXPECT_FALSE(limits.admit_request(address("192.0.2.1"), kStart + 10s));
}

TEST(ReaderLimits, OtherBoundsHoldFromThenOnForWhatIsCountedAlready) {
  ReaderLimits limits({.connections = 5, .requests = 0});
  const CountedConnection first(limits, address("192.0.2.1"));
  limits.set_bounds({.connections = 1, .requests = 1});
  EXPECT_FALSE(CountedConnection(limits, address("192.0.2.1")).is_within_bounds());
  EXPECT_TRUE(limits.admit_request(address("192.0.2.1"), kStart));
  EXPECT_FALSE(limits.admit_request(address("192.0.2.1"), kStart));
}

TEST(ReaderLimits, AShorterWindowForgetsWhatALongerOneRemembered) {
  ReaderLimits limits({.requests = 1, .window = 3'600'000ms});
  EXPECT_TRUE(limits.admit_request(address("192.0.2.1"), kStart));
  limits.set_bounds({.requests = 10, .window = 1'000ms});
  EXPECT_FALSE(limits.admit_request(address("192.0.2.1"), kStart));
  EXPECT_TRUE(limits.admit_request(address("192.0.2.1"), kStart + 100ms));
}

TEST(ReaderLimits, OneNetworkOf64BitsIsOneReader) {
  ReaderLimits limits({.requests = 1, .window = 30s});
  EXPECT_TRUE(limits.admit_request(address("2001:db8:0:1::1"), kStart));
  EXPECT_FALSE(limits.admit_request(address("2001:db8:0:1:ffff::2"), kStart));
  EXPECT_TRUE(limits.admit_request(address("2001:db8:0:2::1"), kStart));
}

TEST(ReaderLimits, IPv4AddressesAreReadersEach) {
  ReaderLimits limits({.requests = 1, .window = 30s});
  EXPECT_TRUE(limits.admit_request(address("192.0.2.1"), kStart));
  EXPECT_TRUE(limits.admit_request(address("192.0.2.3"), kStart));
  EXPECT_FALSE(limits.admit_request(address("::ffff:192.0.2.3"), kStart));
}

TEST(ReaderLimits, AddressesAreForgottenWhenTheirWindowIsOver) {
  ReaderLimits limits({.connections = 1, .requests = 2, .window = 10s});
  limits.admit_request(address("192.0.2.1"), kStart);
  limits.admit_request(address("192.0.2.2"), kStart + 5s);
  limits.open_connection(address("192.0.2.3"));
  limits.sweep(kStart + 6s);
  EXPECT_EQ(limits.addresses(), 2U);
  limits.sweep(kStart + 15s);
  EXPECT_EQ(limits.addresses(), 1U) << "one is still connected";
  limits.close_connection(address("192.0.2.3"));
  EXPECT_EQ(limits.addresses(), 0U);
}

TEST(ReaderLimits, WithoutBoundsNothingIsRemembered) {
  ReaderLimits limits({});
  EXPECT_TRUE(CountedConnection(limits, address("192.0.2.1")).is_within_bounds());
  EXPECT_TRUE(limits.admit_request(address("192.0.2.1"), kStart));
  EXPECT_EQ(limits.addresses(), 0U);
}

TEST(ReaderLimits, AFloodOfAddressesTakesNoMoreMemoryThanAllowed) {
  ReaderLimits limits({.requests = 1, .window = 30s, .most_addresses = 160});
  for (int i = 0; i < 10'000; ++i) {
    geoip::Address one = address("2001:db8::");
    one.bytes[6] = static_cast<std::uint8_t>(i >> 8);
    one.bytes[7] = static_cast<std::uint8_t>(i);
    EXPECT_TRUE(limits.admit_request(one, kStart));
  }
  EXPECT_LE(limits.addresses(), 160U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
