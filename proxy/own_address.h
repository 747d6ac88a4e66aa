// Which of Caveat's own sockets a connection would come to.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <vector>

#include "proxy/server_options.h"

namespace caveat::proxy {

/// The one of `own` that a connection to `upstream` comes to, or null: a request that goes there comes back
/// until something runs out. Looks up those of `own` that have names.
const ListenAddress* own_address(const boost::asio::ip::tcp::endpoint& upstream,
                                 const std::vector<ListenAddress>& own);

}  // namespace caveat::proxy
