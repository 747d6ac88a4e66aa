// Looks after the servers behind all sites, beside the requests: asks their names again, tries those that are
// out, and makes the checks that are configured.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "proxy/deadlines.h"
#include "proxy/own_addresses.h"
#include "proxy/upstream_group.h"

namespace caveat::proxy {

/// On a thread of its own, from its constructor to its end.
class UpstreamWatch {
 public:
  using Groups = std::vector<std::shared_ptr<UpstreamGroup>>;
  /// How long the addresses of a name are used before it is asked again: how long they may be (their TTL) the
  /// system does not tell.
  static constexpr std::chrono::seconds kLookUpAgain{30};

  /// A name that comes to lead to one of `own`, Caveat itself, is not followed there.
  explicit UpstreamWatch(OwnAddresses own);
  /// Waits for a look-up that is under way.
  ~UpstreamWatch();
  UpstreamWatch(const UpstreamWatch&) = delete;
  UpstreamWatch& operator=(const UpstreamWatch&) = delete;

  /// From now on these and no others; those that were looked after before go on as they are. From any
  /// thread, and waits for nothing.
  void look_after(Groups groups);

 private:
  /// As long as it is wanted.
  struct Watched {
    std::shared_ptr<UpstreamGroup> group;
    bool is_wanted = true;
  };
  using WatchedGroup = std::shared_ptr<const Watched>;

  void begin(const std::shared_ptr<UpstreamGroup>& group);
  UpstreamServer::Endpoints endpoints_of_others(
      const boost::asio::ip::tcp::resolver::results_type& found) const;
  boost::asio::awaitable<void> look_up(WatchedGroup watched, std::size_t server);
  boost::asio::awaitable<void> watch(WatchedGroup watched, std::size_t server);
  /// These answer null where this machine has not what it takes to find out.
  boost::asio::awaitable<std::optional<bool>> is_reachable(UpstreamGroup& group, std::size_t server);
  boost::asio::awaitable<std::optional<bool>> passes_check(UpstreamGroup& group, std::size_t server);

  const OwnAddresses own_;
  boost::asio::io_context io_{1};
  Deadlines deadlines_{io_};
  std::vector<std::shared_ptr<Watched>> watched_;  ///< of the thread
  std::thread thread_;
};

}  // namespace caveat::proxy
