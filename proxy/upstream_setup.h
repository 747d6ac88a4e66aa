// From the options of a site to the servers behind it.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/system/result.hpp>
#include <deque>

#include "proxy/listening_socket.h"
#include "proxy/site_options.h"
#include "proxy/upstream_group.h"

namespace caveat::proxy {

/// Where the server itself listens.
struct OwnAddress {
  boost::asio::ip::tcp::endpoint endpoint;
  std::string text;  ///< as the configuration has it
};

/// Looks names up, reads certificates, and adds the group to `groups`. Refuses a URL that is none, a name
/// that nobody knows, and a server that is Caveat itself.
boost::system::result<void, ServerError> add_group(const SiteOptions& site, const OwnAddress& own,
                                                   std::deque<UpstreamGroup>& groups);

}  // namespace caveat::proxy
