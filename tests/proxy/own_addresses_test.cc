#include "proxy/own_addresses.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>

#include "proxy/listening_socket.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

namespace ip = boost::asio::ip;

ServerOptions listening_on(const std::string& address) {
  ServerOptions options;
  options.listen = {{.address = address, .terms = {}}};
  return options;
}

bool is_reached(const ServerOptions& options, const ip::address& destination) {
  return OwnAddresses(options).reached_by({destination, 8080}) != nullptr;
}

struct Case {
  const char* what;
  const char* listen;
  const char* destination;
  bool is_reached;
};

const Case kCases[] = {
    {"the same", "127.0.0.1:8080", "127.0.0.1", true},
    {"another address", "127.0.0.1:8080", "127.0.0.2", false},
    {"another port", "127.0.0.1:8081", "127.0.0.1", false},
    {"all addresses", "0.0.0.0:8080", "127.0.0.1", true},
    {"all addresses of IPv6", "[::]:8080", "::1", true},
    {"all addresses of IPv4, and one of IPv6", "0.0.0.0:8080", "::1", false},
    {"all addresses of IPv6, and one of IPv4", "[::]:8080", "127.0.0.1", false},
    {"an address of IPv4 written as one of IPv6", "127.0.0.1:8080", "::ffff:127.0.0.1", true},
    {"all addresses, and one elsewhere", "0.0.0.0:8080", "192.0.2.1", false},
    {"no address, which leads to this machine", "127.0.0.1:8080", "0.0.0.0", true},
    {"a Unix socket", "unix:/run/caveat.sock", "127.0.0.1", false},
};

TEST(OwnAddresses, AreThoseThatAConnectionComesBackBy) {
  for (const Case& c : kCases) {
    EXPECT_EQ(is_reached(listening_on(c.listen), ip::make_address(c.destination)), c.is_reached) << c.what;
  }
}

TEST(OwnAddresses, OfAllInterfacesAreTheMachinesOwn) {
  boost::asio::io_context io;
  ip::udp::socket socket(io, ip::udp::v4());
  boost::system::error_code error;
  // Sends nothing: the kernel chooses the interface.
  socket.connect({ip::make_address("192.0.2.1"), 9}, error);
  if (error) GTEST_SKIP() << "this machine has no address but those of loopback";
  EXPECT_TRUE(is_reached(listening_on("0.0.0.0:8080"), socket.local_endpoint().address()));
}

TEST(OwnAddresses, AreThoseForTheOperatorToo) {
  ServerOptions options = listening_on("127.0.0.1:8081");
  options.admin_listen = "127.0.0.1:8080";
  EXPECT_TRUE(is_reached(options, ip::make_address("127.0.0.1")));
}

TEST(OwnAddresses, AreFoundByTheirNamesAndToldAsTheOperatorWroteThem) {
  const auto addresses = resolve({"localhost", 8080});
  ASSERT_TRUE(addresses);
  const OwnAddresses own(listening_on("localhost:8080"));
  const std::string* written = own.reached_by(addresses->front());
  ASSERT_NE(written, nullptr);
  EXPECT_EQ(*written, "localhost:8080");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
