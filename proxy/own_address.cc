#include "proxy/own_address.h"

#include "proxy/endpoint.h"
#include "proxy/listening_socket.h"

namespace caveat::proxy {
namespace {

using boost::asio::ip::tcp;

/// Whether a connection to `upstream` comes to a socket that listens on `listen`.
bool leads_back(const tcp::endpoint& upstream, const tcp::endpoint& listen) {
  if (upstream.port() != listen.port()) return false;
  return upstream.address() == listen.address() ||
         (listen.address().is_unspecified() && upstream.address().is_loopback());
}

}  // namespace

const ListenAddress* own_address(const tcp::endpoint& upstream, const std::vector<ListenAddress>& own) {
  for (const ListenAddress& listen : own) {
    const auto endpoint = parse_endpoint(listen.address);
    if (!endpoint) continue;
    const auto addresses = resolve(*endpoint);
    if (addresses && leads_back(upstream, addresses->front())) return &listen;
  }
  return nullptr;
}

}  // namespace caveat::proxy
