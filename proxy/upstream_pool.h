// Connections to the upstream, kept between requests.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/result.hpp>
#include <chrono>
#include <memory>
#include <vector>

#include "proxy/deadlines.h"
#include "proxy/message_reader.h"
#include "proxy/upstream_options.h"
#include "proxy/wire.h"

namespace caveat::proxy {

/// One connection with the state of its responses.
struct UpstreamConnection {
  UpstreamConnection(boost::asio::io_context& io, Deadlines& deadlines, std::size_t buffer_bytes)
      : wire(StreamSocket(io), deadlines, buffer_bytes, buffer_bytes) {}

  Wire wire;
  MessageReader messages;
  bool kept = false;  ///< has carried a request before, so that the upstream may be about to close it
  std::chrono::steady_clock::time_point idle_since;
};

/// The connections of one thread to one site.
class UpstreamPool final : private Deadline {
 public:
  /// `endpoints` are tried in their order. Connections read heads of up to `header_bytes`. `options` outlive
  /// the pool.
  UpstreamPool(boost::asio::io_context& io, Deadlines& deadlines,
               std::vector<boost::asio::ip::tcp::endpoint> endpoints, const UpstreamOptions& options,
               std::size_t header_bytes);

  /// A kept connection that looks alive; null if there is none.
  std::unique_ptr<UpstreamConnection> take_kept();
  boost::asio::awaitable<boost::system::result<std::unique_ptr<UpstreamConnection>>> connect();
  /// Takes back a connection whose last response has ended.
  void keep(std::unique_ptr<UpstreamConnection> connection);
  /// Closes those that are idle.
  void clear() { idle_.clear(); }

 private:
  void expired() override;
  std::unique_ptr<UpstreamConnection> new_connection();

  boost::asio::io_context& io_;
  Deadlines& deadlines_;
  std::vector<boost::asio::ip::tcp::endpoint> endpoints_;
  const UpstreamOptions& options_;
  std::size_t header_bytes_;
  std::vector<std::unique_ptr<UpstreamConnection>> idle_;
  std::vector<std::unique_ptr<UpstreamConnection>> outdated_;
};

}  // namespace caveat::proxy
