// Sockets that wait for connections.
#pragma once

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/result.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "proxy/endpoint.h"

namespace caveat::proxy {

/// Why the server cannot begin: what failed, on which address, and what to do about it. For the operator.
struct ServerError {
  std::string message;
  bool may_pass = false;  ///< nothing is wrong with what was asked for, and trying again may help
};

/// Listening sockets on one address, among which the kernel shares out the connections (SO_REUSEPORT). The
/// caller owns the descriptors.
struct ListeningSockets {
  std::uint16_t port = 0;  ///< that was taken; 0 for a Unix socket
  boost::asio::generic::stream_protocol protocol{AF_INET, 0};
  std::vector<int> descriptors;
  bool are_ours = false;  ///< no other process, nor a service manager, holds their queues
};

/// Where sockets may come from.
struct SocketSources {
  /// Listening sockets of the service manager. One that is bound to the endpoint is used, by `count`
  /// descriptors that share its queue, and none is bound.
  std::span<const int> handed_over;
  bool share_port = false;  ///< another process of the same user may listen on the port, too
};

/// Binds `count` sockets to `address`: host:port (port 0 takes a free one; `[::]` is IPv6 alone) or
/// `unix:/path`, where a socket that nobody listens on any longer is replaced. Refuses a port that another
/// process listens on, also where the kernel would let both share it, unless `sources` say so.
boost::system::result<ListeningSockets, ServerError> listen_on(const std::string& address, std::size_t count,
                                                               const SocketSources& sources = {});

/// Why no socket can be made at `path`, with what to do: it is too long, something else stands there, or its
/// folder is not there or may not be written. Looks only; else empty.
std::string flaw_of_socket_path(const std::string& path);

/// That a listening socket is bound to `endpoint`. One of `[::]` that takes both families is bound to 0.0.0.0
/// as well; where each family has its own socket, neither is taken for the other.
bool is_bound_to(int socket, const boost::asio::ip::tcp::endpoint& endpoint);

/// That a listening Unix socket is bound to `path`.
bool is_bound_to_path(int socket, const std::string& path);

/// The address of a socket, for messages.
std::string bound_address(int socket);

/// From now on the kernel gives connections to this port to the sockets that joined it after `sockets`, which
/// are another process's. Without others nothing changes. `sockets` are all of this process on the port, of
/// `listen_on` with `share_port`; where they are not ours nothing is done.
void hand_port_on(const ListeningSockets& sockets);

/// Drops what would begin a connection to one of `sockets`, without a word: who comes asks again after a
/// second, when another process may be there. What had begun goes on. So `sockets` can be emptied and closed
/// one by one and none is lost, whichever of them the kernel picks meanwhile. Where they are not ours nothing
/// is done.
void let_nobody_begin(const ListeningSockets& sockets);

/// The addresses of a host, in the order of the system's resolver.
boost::system::result<std::vector<boost::asio::ip::tcp::endpoint>, ServerError> resolve(
    const Endpoint& endpoint);

}  // namespace caveat::proxy
