#include "proxy/upstream_pool.h"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <utility>

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::chrono::seconds kSweep{5};
constexpr std::chrono::seconds kLongestIdle{30};
constexpr std::size_t kBuffer = 64 * 1024;

}  // namespace

UpstreamPool::UpstreamPool(asio::io_context& io, Deadlines& deadlines,
                           std::vector<asio::ip::tcp::endpoint> endpoints, const UpstreamOptions& options,
                           std::size_t header_bytes)
    : Deadline(deadlines),
      io_(io),
      deadlines_(deadlines),
      endpoints_(std::move(endpoints)),
      options_(options),
      header_bytes_(header_bytes) {
  expire_after(kSweep);
}

void UpstreamPool::expired() {
  // A Deadline may not be destroyed from here, and every wire holds two: they go one sweep later.
  const auto oldest = std::chrono::steady_clock::now() - kLongestIdle;
  const auto first_fresh = std::find_if(
      idle_.begin(), idle_.end(), [&](const auto& connection) { return connection->idle_since >= oldest; });
  for (auto it = idle_.begin(); it != first_fresh; ++it) {
    (*it)->wire.close();
    outdated_.push_back(std::move(*it));
  }
  idle_.erase(idle_.begin(), first_fresh);
  expire_after(kSweep);
}

std::unique_ptr<UpstreamConnection> UpstreamPool::take_kept() {
  outdated_.clear();
  while (!idle_.empty()) {
    std::unique_ptr<UpstreamConnection> connection = std::move(idle_.back());
    idle_.pop_back();
    if (connection->wire.is_quiet()) return connection;
  }
  return nullptr;
}

std::unique_ptr<UpstreamConnection> UpstreamPool::new_connection() {
  return std::make_unique<UpstreamConnection>(io_, deadlines_, std::max(kBuffer, header_bytes_));
}

asio::awaitable<boost::system::result<std::unique_ptr<UpstreamConnection>>> UpstreamPool::connect() {
  error_code error = asio::error::host_not_found;
  for (const asio::ip::tcp::endpoint& endpoint : endpoints_) {
    std::unique_ptr<UpstreamConnection> connection = new_connection();
    error = co_await connection->wire.connect(endpoint, options_.connect_time);
    if (!error) co_return std::move(connection);
  }
  co_return error;
}

void UpstreamPool::keep(std::unique_ptr<UpstreamConnection> connection) {
  if (idle_.size() >= options_.kept_connections) return;
  connection->kept = true;
  connection->idle_since = std::chrono::steady_clock::now();
  idle_.push_back(std::move(connection));
}

}  // namespace caveat::proxy
