// Connections to the servers behind a site.
#include "proxy/upstream_pool.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

namespace asio = boost::asio;
using asio::ip::tcp;

const tcp::endpoint kAnyPort(asio::ip::address_v4::loopback(), 0);

/// A host that drops whatever comes: the queue of its listener is full.
class SilentAddress {
 public:
  SilentAddress() : listener_(io_) {
    listener_.open(tcp::v4());
    listener_.bind(kAnyPort);
    ::listen(listener_.native_handle(), 0);
    queued_.connect(listener_.local_endpoint());
  }
  tcp::endpoint endpoint() const { return listener_.local_endpoint(); }

 private:
  asio::io_context io_;
  tcp::acceptor listener_;
  tcp::socket queued_{io_};
};

TEST(UpstreamPool, AllAddressesOfANameShareTheTimeToConnect) {
  const SilentAddress silent;
  asio::io_context io;
  const tcp::acceptor there(io, kAnyPort);
  UpstreamOptions options;
  options.connect_time = std::chrono::seconds(4);
  UpstreamGroup group("site", options, "", nullptr);
  const std::string url = "http://site.internal:80";
  group.add(url, *parse_upstream_url(url), 1,
            {silent.endpoint(), silent.endpoint(), silent.endpoint(), there.local_endpoint()});
  Deadlines deadlines(io);
  bool is_connected = false;
  const auto begun = std::chrono::steady_clock::now();
  auto connection = std::make_unique<UpstreamConnection>(io, deadlines, 1024);
  asio::co_spawn(io, connect_to(group, 0, 0, std::move(connection)),
                 [&](const std::exception_ptr&, const Connected& connected) {
                   is_connected = connected.has_value();
                   deadlines.stop();
                 });
  io.run();
  EXPECT_TRUE(is_connected);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 2 * options.connect_time);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
