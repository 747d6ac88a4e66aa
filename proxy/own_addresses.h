// Which of Caveat's own sockets a connection would come to.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <vector>

#include "proxy/server_options.h"

namespace caveat::proxy {

/// Where the process listens by TCP, for readers and for the operator. Immutable.
class OwnAddresses {
 public:
  /// Nowhere.
  OwnAddresses() = default;
  /// Looks the names among them up, once: sockets stay where they were bound. What nobody knows is left out.
  explicit OwnAddresses(const ServerOptions& options);

  /// The address, as the operator wrote it, whose socket a connection to `destination` comes to, or null. A
  /// request that is sent there comes back until something runs out.
  const std::string* reached_by(const boost::asio::ip::tcp::endpoint& destination) const;
  /// That a listening socket is bound to one of them.
  bool has(int socket) const;

 private:
  struct Address {
    std::string written;
    boost::asio::ip::tcp::endpoint endpoint;
  };

  std::vector<Address> addresses_;
};

}  // namespace caveat::proxy
