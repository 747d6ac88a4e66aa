// One thread of the server: its own io_context, listening socket, upstream connections and sessions.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/intrusive/list.hpp>
#include <deque>
#include <vector>

#include "proxy/deadlines.h"
#include "proxy/services.h"
#include "proxy/session.h"

namespace caveat::proxy {

/// What all workers share; outlives them.
struct SharedParts {
  const ServerOptions& options;
  Snapshot& snapshot;
  JudgementClock& clock;
  Metrics& metrics;
  std::span<filter::RecordSink* const> record_sinks;
  const SiteTable& sites;
  std::deque<UpstreamGroup>& upstreams;  ///< behind each site, in the order of the options
  std::size_t connections_per_worker = 0;
};

class Worker {
 public:
  /// `listener` is a native listening socket, which the Worker then owns.
  Worker(const SharedParts& shared, const boost::asio::ip::tcp& protocol, int listener);

  /// Accepts and serves until it has drained or was stopped. On the worker's thread.
  void run();
  /// Stops accepting; `run` returns when the last response has ended. From any thread.
  void drain();
  /// `run` returns at once. From any thread.
  void stop() { io_.stop(); }

 private:
  boost::asio::awaitable<void> accept();
  void begin_session(boost::asio::ip::tcp::socket socket, const geoip::Address& peer);
  boost::asio::awaitable<void> hold_session(boost::asio::ip::tcp::socket socket, geoip::Address peer);
  void close_kept();
  void end_if_drained();

  boost::asio::io_context io_{1};
  boost::asio::ip::tcp::acceptor acceptor_;
  Deadlines deadlines_;
  std::deque<UpstreamPool> upstreams_;
  Services services_;
  std::size_t most_connections_;
  std::size_t connections_ = 0;
  boost::intrusive::list<Session, boost::intrusive::constant_time_size<false>> sessions_;
};

}  // namespace caveat::proxy
