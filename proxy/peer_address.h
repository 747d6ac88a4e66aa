// The other end of a socket as the region data knows it.
#pragma once

#include <boost/asio/generic/stream_protocol.hpp>

#include "geoip/address.h"

namespace caveat::proxy {

/// Without the port. Whoever comes by a Unix socket is on this machine: 127.0.0.1.
geoip::Address address_of(const boost::asio::generic::stream_protocol::endpoint& endpoint);

}  // namespace caveat::proxy
