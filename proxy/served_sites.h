// The sites that are served at a time: what the configuration says of them and of their readers, whose hosts
// are whose, and the servers behind each.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <span>
#include <vector>

#include "proxy/listening_socket.h"
#include "proxy/own_addresses.h"
#include "proxy/server_options.h"
#include "proxy/site_table.h"
#include "proxy/upstream_group.h"

namespace caveat::proxy {

/// Immutable, but for what the groups learn of their servers; safe to use from any thread. Requests and
/// connections hold what they began with.
class ServedSites {
 public:
  /// Looks the servers' names up and reads certificates (`open_group`). A site that `before` has by the same
  /// name and with the same way upstream keeps its group, with what is known of the servers, unless its
  /// certificates are others by now and good. `before` may be null.
  static boost::system::result<std::shared_ptr<const ServedSites>, ServerError> open(
      ServerOptions options, const OwnAddresses& own, const ServedSites* before);

  const ServerOptions& options() const { return options_; }
  const SiteTable& table() const { return table_; }
  /// Behind each site, in the order of the options.
  std::span<const std::shared_ptr<UpstreamGroup>> upstreams() const { return upstreams_; }
  bool has(const UpstreamGroup& group) const;

 private:
  explicit ServedSites(ServerOptions options);

  const ServerOptions options_;
  const SiteTable table_;
  std::vector<std::shared_ptr<UpstreamGroup>> upstreams_;
};

}  // namespace caveat::proxy
