// Looks after the servers behind all sites, beside the requests: asks their names again, tries those that are
// out, and makes the checks that are configured.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <span>
#include <thread>

#include "proxy/deadlines.h"
#include "proxy/upstream_group.h"

namespace caveat::proxy {

/// On a thread of its own, from its constructor to its end.
class UpstreamWatch {
 public:
  /// How long the addresses of a name are used before it is asked again: how long they may be (their TTL) the
  /// system does not tell.
  static constexpr std::chrono::seconds kLookUpAgain{30};

  /// The groups outlive it.
  explicit UpstreamWatch(std::span<const std::shared_ptr<UpstreamGroup>> groups);
  ~UpstreamWatch();
  UpstreamWatch(const UpstreamWatch&) = delete;
  UpstreamWatch& operator=(const UpstreamWatch&) = delete;

 private:
  boost::asio::awaitable<void> look_up(UpstreamGroup& group, std::size_t server);
  boost::asio::awaitable<void> watch(UpstreamGroup& group, std::size_t server);
  boost::asio::awaitable<bool> is_reachable(UpstreamGroup& group, std::size_t server);
  boost::asio::awaitable<bool> passes_check(UpstreamGroup& group, std::size_t server);

  boost::asio::io_context io_{1};
  Deadlines deadlines_{io_};
  std::thread thread_;
};

}  // namespace caveat::proxy
