// One thread of the server: its own io_context, listening socket, upstream connections and sessions.
#pragma once

#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/intrusive/list.hpp>
#include <functional>
#include <vector>

#include "proxy/certificates.h"
#include "proxy/deadlines.h"
#include "proxy/services.h"
#include "proxy/session.h"
#include "proxy/upstream_slots.h"

namespace caveat::proxy {

/// What all workers share; outlives them.
struct SharedParts {
  const ServerOptions& options;  ///< for what only a restart changes
  Snapshot& snapshot;            ///< with sites
  JudgementClock& clock;
  Metrics& metrics;
  Certificates& certificates;
  ReaderLimits& reader_limits;
  std::span<filter::RecordSink* const> record_sinks;
  filter::EvidenceSink* evidence;  ///< may be null
  std::size_t connections_per_worker = 0;
  std::size_t remembered_bytes_per_worker = 0;
  filter::CaptureSink* capture = nullptr;
};

/// A native listening socket, and what comes by it.
struct ListeningPoint {
  boost::asio::generic::stream_protocol protocol;
  int descriptor;
  ListenTerms terms;
};

class Worker {
 public:
  /// Owns the descriptors from here on.
  Worker(const SharedParts& shared, const std::vector<ListeningPoint>& points);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Accepts and serves until it has drained or was stopped. On the worker's thread.
  void run();
  /// Accepts what waits, then nobody more; `run` returns when the last response has ended. From any thread.
  void drain();
  /// `run` returns at once. From any thread.
  void stop() { io_.stop(); }
  /// Looks at what is in force. From any thread.
  void refresh();
  /// Calls `done` on the worker's thread, as soon as that has time. From any thread.
  void answer(std::function<void()> done);

 private:
  struct Listener {
    boost::asio::basic_socket_acceptor<boost::asio::generic::stream_protocol> acceptor;
    ListenTerms terms;
  };

  boost::asio::awaitable<void> accept(Listener& listener);
  void begin_session(StreamSocket socket, const geoip::Address& peer, const ListenTerms& terms);
  boost::asio::awaitable<void> hold_session(StreamSocket socket, geoip::Address peer, ListenTerms terms);
  void take_waiting();
  void end_if_drained();

  // What is cut at the end gives these back what it holds of them: `io_` ends it, and goes before them.
  PipePool pipes_;
  filter::EditMemory edits_;
  UpstreamSlots upstream_slots_;
  boost::asio::io_context io_{1};
  RequestTurns turns_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  Deadlines deadlines_;
  CurrentSites current_;
  std::shared_ptr<CommitDesk> commits_;
  Services services_;
  std::size_t most_connections_;
  std::size_t connections_ = 0;
  boost::intrusive::list<Session, boost::intrusive::constant_time_size<false>> sessions_;
};

}  // namespace caveat::proxy
