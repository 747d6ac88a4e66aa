#include "proxy/upstream_setup.h"

#include <algorithm>
#include <boost/asio/local/stream_protocol.hpp>
#include <utility>

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;

boost::system::result<UpstreamServer::Endpoints, ServerError> endpoints_of(const UpstreamAddress& address,
                                                                           const std::string& url,
                                                                           const OwnAddresses& own) {
  UpstreamServer::Endpoints endpoints;
  if (address.transport == UpstreamAddress::Transport::unix_socket) {
    endpoints.emplace_back(asio::local::stream_protocol::endpoint(address.path));
    return endpoints;
  }
  const auto found = resolve(address.endpoint);
  if (!found) return found.error();
  for (const asio::ip::tcp::endpoint& endpoint : *found) {
    if (const std::string* listen = own.reached_by(endpoint)) {
      return ServerError{"the upstream " + url + " is the address that Caveat itself listens on (" + *listen +
                         "): name the site's own"};
    }
    endpoints.emplace_back(endpoint);
  }
  return endpoints;
}

/// What readers ask for as well, so that a server of many sites answers for the right one.
std::string host_for_checks(const SiteOptions& site) {
  if (!site.upstream.health.check_host.empty()) return site.upstream.health.check_host;
  for (const rules::SitePattern& host : site.hosts) {
    if (host.kind() == rules::SitePattern::Kind::exact) return host.name();
  }
  return {};
}

bool speaks_tls(const UpstreamServerOptions& server) {
  return server.url.starts_with("https:");
}

}  // namespace

boost::system::result<std::shared_ptr<UpstreamGroup>, ServerError> open_group(const SiteOptions& site,
                                                                              const OwnAddresses& own) {
  const UpstreamOptions& options = site.upstream;
  std::shared_ptr<const TlsClientContext> tls;
  if (std::any_of(options.servers.begin(), options.servers.end(), speaks_tls)) {
    const auto loaded = TlsClientContext::load(options.tls);
    if (!loaded) return ServerError{loaded.error()};
    tls = *loaded;
  }
  auto group = std::make_shared<UpstreamGroup>(site.name, options, host_for_checks(site), std::move(tls));
  for (const UpstreamServerOptions& server : options.servers) {
    auto address = parse_upstream_url(server.url);
    if (!address)
      return ServerError{"'" + server.url +
                         "' is no upstream: write http://host:port, https://host:port or "
                         "unix:/path"};
    auto endpoints = endpoints_of(*address, server.url, own);
    if (!endpoints) return endpoints.error();
    group->add(server.url, *std::move(address), server.weight, *std::move(endpoints));
  }
  return group;
}

bool is_group_of(const UpstreamGroup& group, const SiteOptions& site) {
  const bool same_checks =
      site.upstream.health.check_path.empty() || group.check_host() == host_for_checks(site);
  return same_checks && group.site() == site.name && group.options() == site.upstream;
}

std::vector<ServerError> faults_of_servers(const SiteOptions& site, const OwnAddresses& own) {
  std::vector<ServerError> faults;
  for (const UpstreamServerOptions& server : site.upstream.servers) {
    const auto address = parse_upstream_url(server.url);
    if (!address) continue;
    if (const auto endpoints = endpoints_of(*address, server.url, own); !endpoints)
      faults.push_back(endpoints.error());
  }
  return faults;
}

}  // namespace caveat::proxy
