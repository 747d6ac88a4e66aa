#include "proxy/peer_address.h"

#include <boost/asio/ip/address_v6.hpp>

namespace caveat::proxy {

geoip::Address address_of(const boost::asio::ip::tcp::endpoint& endpoint) {
  namespace ip = boost::asio::ip;
  const ip::address address = endpoint.address();
  const ip::address_v6 mapped =
      address.is_v4() ? ip::make_address_v6(ip::v4_mapped, address.to_v4()) : address.to_v6();
  return geoip::Address{.bytes = mapped.to_bytes()};
}

}  // namespace caveat::proxy
