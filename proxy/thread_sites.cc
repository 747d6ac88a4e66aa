#include "proxy/thread_sites.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace caveat::proxy {

CurrentSites::CurrentSites(Snapshot& snapshot, boost::asio::io_context& io, Deadlines& deadlines,
                           UpstreamSlots& slots)
    : snapshot_(snapshot), io_(io), deadlines_(deadlines), slots_(slots) {
  take();
}

void CurrentSites::take() {
  // First: what is swapped in between is then taken once more.
  const std::uint64_t version = snapshot_.version();
  ServedNow next{.judgement = snapshot_.current(), .sites = now_.sites};
  const std::shared_ptr<const ServedSites>& served = next.judgement->sites;
  if (!next.sites || next.sites->served != served) next.sites = serving(served);
  now_ = std::move(next);
  version_ = version;
}

/// With the connections that lead to the same servers as before, and read heads of the same size.
boost::intrusive_ptr<ThreadSites> CurrentSites::serving(const std::shared_ptr<const ServedSites>& served) {
  const std::size_t header_bytes = served->options().limits.header_bytes;
  const bool may_keep = now_.sites && now_.sites->options().limits.header_bytes == header_bytes;
  const auto kept = may_keep ? now_.sites->pools : std::vector<std::shared_ptr<UpstreamPool>>();
  boost::intrusive_ptr<ThreadSites> sites(new ThreadSites());
  sites->served = served;
  for (const std::shared_ptr<UpstreamGroup>& group : served->upstreams()) {
    const auto same = std::find_if(kept.begin(), kept.end(),
                                   [&group](const auto& pool) { return &pool->group() == group.get(); });
    sites->pools.push_back(
        same != kept.end() ? *same
                           : std::make_shared<UpstreamPool>(io_, deadlines_, slots_, group, header_bytes));
  }
  return sites;
}

void CurrentSites::close_kept() {
  for (const std::shared_ptr<UpstreamPool>& pool : now_.sites->pools) pool->clear();
}

}  // namespace caveat::proxy
