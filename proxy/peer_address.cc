#include "proxy/peer_address.h"

#include <netinet/in.h>

#include <algorithm>
#include <boost/asio/ip/address_v6.hpp>
#include <cstring>

namespace caveat::proxy {
namespace {

namespace ip = boost::asio::ip;

ip::address_v6 v6_of(const boost::asio::generic::stream_protocol::endpoint& endpoint) {
  if (endpoint.protocol().family() == AF_INET6) {
    sockaddr_in6 address{};
    std::memcpy(&address, endpoint.data(), std::min(sizeof address, endpoint.size()));
    ip::address_v6::bytes_type bytes;
    std::memcpy(bytes.data(), &address.sin6_addr, bytes.size());
    return ip::address_v6(bytes);
  }
  if (endpoint.protocol().family() != AF_INET)
    return ip::make_address_v6(ip::v4_mapped, ip::address_v4::loopback());
  sockaddr_in address{};
  std::memcpy(&address, endpoint.data(), std::min(sizeof address, endpoint.size()));
  return ip::make_address_v6(ip::v4_mapped, ip::address_v4(ntohl(address.sin_addr.s_addr)));
}

}  // namespace

geoip::Address address_of(const boost::asio::generic::stream_protocol::endpoint& endpoint) {
  return geoip::Address{.bytes = v6_of(endpoint).to_bytes()};
}

}  // namespace caveat::proxy
