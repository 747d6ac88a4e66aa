// Connections to the servers behind a site, kept between requests.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/result.hpp>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "proxy/deadlines.h"
#include "proxy/message_reader.h"
#include "proxy/upstream_group.h"
#include "proxy/upstream_slots.h"
#include "proxy/wire.h"

namespace caveat::proxy {

/// One connection with the state of its responses.
struct UpstreamConnection {
  UpstreamConnection(boost::asio::io_context& io, Deadlines& deadlines, std::size_t buffer_bytes)
      : wire(io, StreamSocket(io), deadlines, buffer_bytes, buffer_bytes) {}

  Wire wire;
  MessageReader messages;
  std::size_t server = 0;            ///< in its group
  std::optional<UpstreamSlot> slot;  ///< of a request's connection
  bool kept = false;  ///< has carried a request before, so that the server may be about to close it
  std::chrono::steady_clock::time_point idle_since;
};

using Connected = boost::system::result<std::unique_ptr<UpstreamConnection>>;

/// Connects to `server` by the first of its addresses that takes it, from the one at `first` on, and agrees
/// on TLS if it speaks that; all within `options().connect_time`, of which each address that is left has its
/// share. Errors: `timed_out`; `no_permission` if TLS failed, which the log tells why; one of which
/// `is_shortage` is true, also where the machine has no port left for one more connection; else
/// `not_connected`.
boost::asio::awaitable<Connected> connect_to(UpstreamGroup& group, std::size_t server, std::size_t first,
                                             std::unique_ptr<UpstreamConnection> fresh);

/// The connections of one thread to one site.
class UpstreamPool final : private Deadline {
 public:
  /// Connections read heads of up to `header_bytes`.
  UpstreamPool(boost::asio::io_context& io, Deadlines& deadlines, UpstreamSlots& slots,
               std::shared_ptr<UpstreamGroup> group, std::size_t header_bytes);

  UpstreamGroup& group() { return *group_; }
  /// A kept connection that looks alive; null if there is none.
  std::unique_ptr<UpstreamConnection> take_kept(std::size_t server);
  /// As `connect_to`; a shortage also if no slot is left.
  boost::asio::awaitable<Connected> connect(std::size_t server);
  /// Takes back a connection whose last response has ended.
  void keep(std::unique_ptr<UpstreamConnection> connection);
  /// Closes those that are idle.
  void clear();

 private:
  using Connections = std::vector<std::unique_ptr<UpstreamConnection>>;

  void expired() override;

  boost::asio::io_context& io_;
  Deadlines& deadlines_;
  UpstreamSlots& slots_;
  const std::shared_ptr<UpstreamGroup> group_;
  std::size_t header_bytes_;
  std::vector<Connections> idle_;  ///< of each server
  Connections outdated_;
  std::size_t next_address_ = 0;
};

}  // namespace caveat::proxy
