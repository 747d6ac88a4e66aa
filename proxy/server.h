// The proxy as a whole: threads, listening, signals, draining.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "filter/record.h"
#include "proxy/judgement_clock.h"
#include "proxy/listening_socket.h"
#include "proxy/metrics.h"
#include "proxy/readiness.h"
#include "proxy/server_options.h"
#include "proxy/snapshot.h"

namespace caveat::proxy {

/// What the server is wired to; all of it outlives the server.
struct ServerParts {
  Snapshot& snapshot;
  Metrics& metrics;
  Readiness& readiness;
  JudgementClock& clock;
  std::vector<filter::RecordSink*> record_sinks;  ///< each gets every response's Record
  /// On SIGHUP: reads rules and data anew and swaps the snapshot, or tells `readiness` why not. Called on the
  /// thread of `run`. May be empty.
  std::function<void()> reload;
  /// Looks at what changes as time goes on. Called every few seconds on the thread of `run`, and before each
  /// admin page on that of the admin server. May be empty.
  std::function<void()> watch = {};
};

/// `start`, then `run` or `drain`. Destroying it cuts what is still under way.
class Server {
 public:
  Server(ServerOptions options, ServerParts parts);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds every address and begins to serve, on threads of its own. Nothing is bound if it fails.
  boost::system::result<void, ServerError> start();
  /// The ports that were taken; 0 for one that is not listened on.
  std::uint16_t port() const;
  std::uint16_t admin_port() const;

  /// Blocks until SIGTERM or SIGINT, then drains. SIGHUP reloads. True if every response came to its end.
  bool run();
  /// Stops accepting, lets responses end for `limits.drain_time`, then cuts the rest. True if none was cut.
  bool drain();

 private:
  class Threads;
  struct Signals;
  ServerOptions options_;
  ServerParts parts_;
  std::unique_ptr<Signals> signals_;  ///< caught from `start` on, so that none ends a server that is ready
  std::unique_ptr<Threads> threads_;
};

}  // namespace caveat::proxy
