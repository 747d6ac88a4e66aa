// The other end of a socket as the region data knows it.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include "geoip/address.h"

namespace caveat::proxy {

/// Without the port.
geoip::Address address_of(const boost::asio::ip::tcp::endpoint& endpoint);

}  // namespace caveat::proxy
