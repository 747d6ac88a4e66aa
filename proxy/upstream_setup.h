// From the options of a site to the servers behind it.
#pragma once

#include <boost/system/result.hpp>
#include <deque>
#include <vector>

#include "proxy/listening_socket.h"
#include "proxy/server_options.h"
#include "proxy/upstream_group.h"

namespace caveat::proxy {

/// `own`: where the server itself listens. Looks names up, reads certificates, and adds the group to
/// `groups`. Refuses a URL that is none, a name that nobody knows, and a server that is Caveat itself.
boost::system::result<void, ServerError> add_group(const SiteOptions& site,
                                                   const std::vector<ListenAddress>& own,
                                                   std::deque<UpstreamGroup>& groups);

/// What `add_group` would find wrong with where the servers of `site` are.
std::vector<ServerError> faults_of_servers(const SiteOptions& site, const std::vector<ListenAddress>& own);

}  // namespace caveat::proxy
