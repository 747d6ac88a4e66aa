#include "proxy/own_address.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

struct Case {
  const char* what;
  const char* listen;
  const char* upstream;
  bool is_own;
};

const Case kCases[] = {
    {"the same", "127.0.0.1:8080", "127.0.0.1", true},
    {"another address", "127.0.0.1:8080", "127.0.0.2", false},
    {"another port", "127.0.0.1:8081", "127.0.0.1", false},
    {"all addresses", "0.0.0.0:8080", "127.0.0.1", true},
    {"all addresses of IPv6", "[::]:8080", "::1", true},
    {"all addresses, and one elsewhere", "0.0.0.0:8080", "192.0.2.1", false},
    {"a Unix socket", "unix:/run/caveat.sock", "127.0.0.1", false},
};

TEST(OwnAddress, IsOneThatAConnectionComesBackBy) {
  for (const Case& c : kCases) {
    const std::vector<ListenAddress> own = {{.address = c.listen, .terms = {}}};
    const boost::asio::ip::tcp::endpoint upstream(boost::asio::ip::make_address(c.upstream), 8080);
    EXPECT_EQ(own_address(upstream, own) != nullptr, c.is_own) << c.what;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
