// From the options of a site to the servers behind it.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <vector>

#include "proxy/listening_socket.h"
#include "proxy/own_addresses.h"
#include "proxy/server_options.h"
#include "proxy/upstream_group.h"

namespace caveat::proxy {

/// Looks names up and reads certificates. Refuses a URL that is
/// none, a name that nobody knows, and a server that is one of
/// `own`, Caveat itself.
boost::system::result<std::shared_ptr<UpstreamGroup>, ServerError> open_group(const SiteOptions& site,
                                                                              const OwnAddresses& own);

/// Whether `group` is what `open_group` would make of the site, but for what its files and names hold by now.
bool is_group_of(const UpstreamGroup& group, const SiteOptions& site);

/// What `open_group` would find wrong with where the servers of `site` are.
std::vector<ServerError> faults_of_servers(const SiteOptions& site, const OwnAddresses& own);

}  // namespace caveat::proxy
