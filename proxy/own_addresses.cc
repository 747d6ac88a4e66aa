#include "proxy/own_addresses.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>

#include "proxy/endpoint.h"
#include "proxy/listening_socket.h"

namespace caveat::proxy {
namespace {

namespace ip = boost::asio::ip;
using ip::tcp;

/// A connection to an IPv4 address that is written as one of IPv6 is made by IPv4.
tcp::endpoint as_connected(const tcp::endpoint& destination) {
  const ip::address& address = destination.address();
  if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return destination;
  return {ip::make_address_v4(ip::v4_mapped, address.to_v6()), destination.port()};
}

bool can_be_bound_to(const ip::address& address) {
  boost::asio::io_context io;
  boost::system::error_code error;
  ip::udp::socket socket(io);
  const ip::udp::endpoint any_port(address, 0);
  socket.open(any_port.protocol(), error);
  if (!error) socket.bind(any_port, error);
  return !error;
}

/// No machine's (RFC 1112, section 4, and RFC 6666): what can be bound to where all may be
/// (`ip_nonlocal_bind`).
const ip::address kNobodysIpv4 = ip::make_address("240.0.0.1");
const ip::address kNobodysIpv6 = ip::make_address("100::1");

/// That packets to `address` do not leave this machine. The list of its addresses would need a kind of socket
/// that the unit does not allow.
bool is_of_this_machine(const ip::address& address) {
  if (address.is_loopback() || address.is_unspecified()) return true;
  return can_be_bound_to(address) && !can_be_bound_to(address.is_v4() ? kNobodysIpv4 : kNobodysIpv6);
}

bool comes_to(const tcp::endpoint& destination, const tcp::endpoint& listening) {
  if (destination.port() != listening.port() || destination.protocol() != listening.protocol()) return false;
  return destination.address() == listening.address() ||
         (listening.address().is_unspecified() && is_of_this_machine(destination.address())) ||
         (destination.address().is_unspecified() && listening.address().is_loopback());
}

}  // namespace

OwnAddresses::OwnAddresses(const ServerOptions& options) {
  std::vector<std::string> written = {options.admin_listen};
  for (const ListenAddress& listen : options.listen) written.push_back(listen.address);
  for (const std::string& address : written) {
    const auto endpoint = parse_endpoint(address);
    if (!endpoint) continue;
    if (const auto found = resolve(*endpoint)) addresses_.push_back({address, found->front()});
  }
}

const std::string* OwnAddresses::reached_by(const tcp::endpoint& destination) const {
  const auto own = std::ranges::find_if(
      addresses_,
      [connected = as_connected(destination)](const Address& a) { return comes_to(connected, a.endpoint); });
  return own == addresses_.end() ? nullptr : &own->written;
}

bool OwnAddresses::has(int socket) const {
  return std::ranges::any_of(addresses_,
                             [socket](const Address& a) { return is_bound_to(socket, a.endpoint); });
}

}  // namespace caveat::proxy
