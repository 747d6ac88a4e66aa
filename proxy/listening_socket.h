// Sockets that wait for connections.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/system/result.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "proxy/endpoint.h"

namespace caveat::proxy {

/// Why the server cannot begin: what failed, on which address, and what to do about it. For the operator.
struct ServerError {
  std::string message;
};

/// Listening sockets on one port, among which the kernel shares out the connections (SO_REUSEPORT). The
/// caller owns the descriptors.
struct ListeningSockets {
  boost::asio::ip::tcp::endpoint endpoint;  ///< with the port that was taken
  std::vector<int> descriptors;
};

/// Binds `count` sockets. Port 0 takes a free port. Refuses a port that another process listens on, also
/// where the kernel would let both share it.
boost::system::result<ListeningSockets, ServerError> listen_on(const Endpoint& endpoint, std::size_t count);

/// The addresses of a host, in the order of the system's resolver.
boost::system::result<std::vector<boost::asio::ip::tcp::endpoint>, ServerError> resolve(
    const Endpoint& endpoint);

}  // namespace caveat::proxy
