// The sites as one thread serves them: with its own connections to the servers behind each.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <cstdint>
#include <memory>
#include <vector>

#include "proxy/deadlines.h"
#include "proxy/snapshot.h"
#include "proxy/upstream_pool.h"

namespace caveat::proxy {

/// Held by each request that it serves. One thread.
struct ThreadSites : boost::intrusive_ref_counter<ThreadSites, boost::thread_unsafe_counter> {
  std::shared_ptr<const ServedSites> served;
  std::vector<std::shared_ptr<UpstreamPool>> pools;  ///< to the servers of each site, in the same order

  const ServerOptions& options() const { return served->options(); }
};

/// What belongs together: `judgement` is about `sites`.
struct ServedNow {
  std::shared_ptr<const Judgement> judgement;
  boost::intrusive_ptr<ThreadSites> sites;
};

/// What is in force for requests that begin now. One thread; the snapshot is looked at for each of them, at
/// the cost of a load as long as nothing has changed.
class CurrentSites {
 public:
  /// All of it outlives this, and `snapshot` has sites.
  CurrentSites(Snapshot& snapshot, boost::asio::io_context& io, Deadlines& deadlines, UpstreamSlots& slots);

  /// As it is until the next call.
  const ServedNow& now() {
    if (version_ != snapshot_.version()) take();
    return now_;
  }
  /// Closes the connections that are kept for later requests.
  void close_kept();

 private:
  void take();
  boost::intrusive_ptr<ThreadSites> serving(const std::shared_ptr<const ServedSites>& served);

  Snapshot& snapshot_;
  boost::asio::io_context& io_;
  Deadlines& deadlines_;
  UpstreamSlots& slots_;
  std::uint64_t version_ = 0;
  ServedNow now_;
};

}  // namespace caveat::proxy
