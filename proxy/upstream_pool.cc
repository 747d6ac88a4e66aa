#include "proxy/upstream_pool.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/error.hpp>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

#include "proxy/server_log.h"
#include "proxy/upstream_failure.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::chrono::seconds kSweep{5};
constexpr std::chrono::seconds kLongestIdle{30};
constexpr std::size_t kResponseBuffer = 64 * 1024;
constexpr std::ptrdiff_t kLookedAt = 32;
/// Of the time to connect, for one address: as long as a far server, or a segment sent anew, may take.
constexpr std::chrono::steady_clock::duration kLeastShare = std::chrono::seconds(1);
/// Of what this machine has; is_shortage is true of it.
const error_code kNothingLeft = make_error_code(boost::system::errc::too_many_files_open);

/// That there is a way to `endpoint` from here, whatever becomes of it.
bool has_way_to(const StreamEndpoint& endpoint) {
  const int socket = ::socket(endpoint.protocol().family(), SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return false;
  const bool has_way = ::connect(socket, endpoint.data(), static_cast<socklen_t>(endpoint.size())) == 0;
  ::close(socket);
  return has_way;
}

/// As far as it is told apart: `not_connected` stands for the rest.
error_code why_not_connected(const error_code& error) {
  // Which stands for a head that is too long elsewhere.
  if (error == asio::error::no_buffer_space) return asio::error::no_memory;
  const bool is_told =
      error == asio::error::timed_out || error == asio::error::no_permission || is_shortage(error);
  return is_told ? error : error_code(asio::error::not_connected);
}

/// An address of a kind that this machine does not have at all gives the same error.
bool has_no_port_left(const error_code& error, const StreamEndpoint& endpoint) {
  return error == boost::system::errc::address_not_available && has_way_to(endpoint);
}

asio::awaitable<error_code> agree_on_tls(const UpstreamGroup& group, UpstreamServer& server, Wire& wire,
                                         std::chrono::milliseconds time) {
  const std::string& name = group.name_of(server);
  const error_code error = co_await wire.connect_tls(*group.tls(), name, time);
  if (!error || error == asio::error::timed_out || error == asio::error::operation_aborted) co_return error;
  if (server.takes_turn_to_tell_of_tls(std::chrono::steady_clock::now()))
    log_warning(group.site() + ": TLS with " + server.url + ", which has to prove that it is " + name +
                ", failed: " + std::string(wire.tls_failure()));
  co_return error_code(asio::error::no_permission);
}

}  // namespace

asio::awaitable<Connected> connect_to(UpstreamGroup& group, std::size_t server, std::size_t first,
                                      std::unique_ptr<UpstreamConnection> fresh) {
  UpstreamServer& target = group[server];
  const auto endpoints = target.endpoints();
  const bool encrypted = target.address.transport == UpstreamAddress::Transport::tls;
  const Deadlines& deadlines = fresh->wire.deadlines();
  const auto last_moment = deadlines.now() + group.options().connect_time;
  const auto count = static_cast<std::ptrdiff_t>(endpoints->size());
  error_code error = asio::error::host_not_found;
  bool has_no_port = false;
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const StreamEndpoint& endpoint = (*endpoints)[(first + static_cast<std::size_t>(i)) % endpoints->size()];
    // An address where nobody answers leaves the others their share, if there is enough for all.
    const auto left = last_moment - deadlines.now();
    const auto next_moment = deadlines.now() + std::max(left / (count - i), std::min(left, kLeastShare));
    error = co_await fresh->wire.connect(endpoint, deadlines.time_until(next_moment));
    if (!error && encrypted)
      error = co_await agree_on_tls(group, target, fresh->wire, deadlines.time_until(next_moment));
    if (!error) co_return std::move(fresh);
    has_no_port = has_no_port || has_no_port_left(error, endpoint);
    fresh->wire.close();
    if (error == asio::error::no_permission) break;
  }
  co_return has_no_port ? kNothingLeft : why_not_connected(error);
}

UpstreamPool::UpstreamPool(asio::io_context& io, Deadlines& deadlines, UpstreamSlots& slots,
                           std::shared_ptr<UpstreamGroup> group, std::size_t header_bytes)
    : Deadline(deadlines),
      io_(io),
      deadlines_(deadlines),
      slots_(slots),
      group_(std::move(group)),
      header_bytes_(header_bytes),
      idle_(group_->size()) {
  expire_after(kSweep);
}

void UpstreamPool::expired() {
  // A Deadline may not be destroyed from here, and every wire holds two: they go one sweep later.
  const auto oldest = std::chrono::steady_clock::now() - kLongestIdle;
  for (Connections& idle : idle_) {
    const auto first_fresh = std::find_if(
        idle.begin(), idle.end(), [&](const auto& connection) { return connection->idle_since >= oldest; });
    for (auto it = idle.begin(); it != first_fresh; ++it) {
      (*it)->wire.close();
      outdated_.push_back(std::move(*it));
    }
    idle.erase(idle.begin(), first_fresh);
  }
  expire_after(kSweep);
}

std::unique_ptr<UpstreamConnection> UpstreamPool::take_kept(std::size_t server) {
  outdated_.clear();
  Connections& idle = idle_[server];
  // Those that were kept a moment ago would have to be asked, which is a system call.
  const std::ptrdiff_t looked_at = std::min(std::ssize(idle), kLookedAt);
  const auto quiet = std::find_if(idle.rbegin(), idle.rbegin() + looked_at,
                                  [](const auto& connection) { return connection->wire.is_known_quiet(); });
  if (quiet != idle.rbegin() + looked_at) {
    std::unique_ptr<UpstreamConnection> connection = std::move(*quiet);
    idle.erase(std::next(quiet).base());
    return connection;
  }
  while (!idle.empty()) {
    std::unique_ptr<UpstreamConnection> connection = std::move(idle.back());
    idle.pop_back();
    if (connection->wire.is_quiet()) return connection;
  }
  return nullptr;
}

asio::awaitable<Connected> UpstreamPool::connect(std::size_t server) {
  outdated_.clear();
  if (slots_.are_all_taken()) co_return kNothingLeft;
  auto fresh =
      std::make_unique<UpstreamConnection>(io_, deadlines_, std::max(kResponseBuffer, header_bytes_));
  fresh->server = server;
  fresh->slot.emplace(slots_);
  const std::size_t address = next_address_++;
  co_return co_await connect_to(*group_, server, address, std::move(fresh));
}

void UpstreamPool::keep(std::unique_ptr<UpstreamConnection> connection) {
  Connections& idle = idle_[connection->server];
  if (idle.size() >= group_->options().kept_connections || slots_.are_scarce()) return;
  connection->kept = true;
  connection->wire.shrink();
  connection->idle_since = std::chrono::steady_clock::now();
  idle.push_back(std::move(connection));
}

void UpstreamPool::clear() {
  outdated_.clear();
  for (Connections& idle : idle_) idle.clear();
}

}  // namespace caveat::proxy
