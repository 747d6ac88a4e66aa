#include "proxy/served_sites.h"

#include <algorithm>
#include <utility>

#include "proxy/server_log.h"
#include "proxy/upstream_setup.h"

namespace caveat::proxy {
namespace {

std::shared_ptr<UpstreamGroup> group_before(const SiteOptions& site, const ServedSites* before) {
  if (before == nullptr) return nullptr;
  for (const std::shared_ptr<UpstreamGroup>& group : before->upstreams()) {
    if (is_group_of(*group, site)) return group;
  }
  return nullptr;
}

bool has_its_certificates(const UpstreamGroup& group) {
  return group.tls() == nullptr ||
         group.tls()->digest() == TlsClientContext::digest_of_files(group.options().tls);
}

/// A group that is known needs no name server.
boost::system::result<std::shared_ptr<UpstreamGroup>, ServerError> group_for(const SiteOptions& site,
                                                                             const OwnAddresses& own,
                                                                             const ServedSites* before) {
  std::shared_ptr<UpstreamGroup> known = group_before(site, before);
  if (known && has_its_certificates(*known)) return known;
  auto group = open_group(site, own);
  if (group || !known) return group;
  log_warning(site.name + ": " + group.error().message + "; what was loaded before stays");
  return known;
}

}  // namespace

ServedSites::ServedSites(ServerOptions options) : options_(std::move(options)), table_(options_.sites) {}

boost::system::result<std::shared_ptr<const ServedSites>, ServerError> ServedSites::open(
    ServerOptions options, const OwnAddresses& own, const ServedSites* before) {
  std::shared_ptr<ServedSites> sites(new ServedSites(std::move(options)));
  for (const SiteOptions& site : sites->options_.sites) {
    auto group = group_for(site, own, before);
    if (!group) return group.error();
    sites->upstreams_.push_back(*std::move(group));
  }
  return std::shared_ptr<const ServedSites>(std::move(sites));
}

bool ServedSites::has(const UpstreamGroup& group) const {
  return std::any_of(upstreams_.begin(), upstreams_.end(),
                     [&group](const auto& one) { return one.get() == &group; });
}

}  // namespace caveat::proxy
