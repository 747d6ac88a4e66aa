// Sockets that wait for connections.
#pragma once

#include <boost/asio/generic/stream_protocol.hpp>
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

/// Listening sockets on one address, among which the kernel shares out the connections (SO_REUSEPORT). The
/// caller owns the descriptors.
struct ListeningSockets {
  std::uint16_t port = 0;  ///< that was taken; 0 for a Unix socket
  boost::asio::generic::stream_protocol protocol{AF_INET, 0};
  std::vector<int> descriptors;
};

/// Binds `count` sockets to `address`: host:port (port 0 takes a free one) or `unix:/path`, where a socket
/// that nobody listens on any longer is replaced. Refuses a port that another process listens on, also where
/// the kernel would let both share it.
boost::system::result<ListeningSockets, ServerError> listen_on(const std::string& address, std::size_t count);

/// The addresses of a host, in the order of the system's resolver.
boost::system::result<std::vector<boost::asio::ip::tcp::endpoint>, ServerError> resolve(
    const Endpoint& endpoint);

}  // namespace caveat::proxy
