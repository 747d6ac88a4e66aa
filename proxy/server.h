// The proxy as a whole: threads, listening, signals, draining.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "filter/capture_sink.h"
#include "filter/evidence.h"
#include "filter/record.h"
#include "proxy/certificates.h"
#include "proxy/judgement_clock.h"
#include "proxy/listening_socket.h"
#include "proxy/metrics.h"
#include "proxy/own_addresses.h"
#include "proxy/readiness.h"
#include "proxy/rules_in_force.h"
#include "proxy/server_options.h"
#include "proxy/snapshot.h"

namespace caveat::proxy {

/// What the server is wired to; all of it outlives the server.
struct ServerParts {
  Snapshot& snapshot;
  Metrics& metrics;
  Readiness& readiness;
  JudgementClock& clock;
  Certificates& certificates;
  std::vector<filter::RecordSink*> record_sinks;  ///< each gets every response's Record
  filter::EvidenceSink* evidence = nullptr;       ///< null: off
  /// On SIGHUP: has everything read anew and taken, or tells `readiness` why not. Called
  /// on the thread of `run`, which it does not hold up. May be empty.
  std::function<void()> reload;
  /// Looks at what changes as time goes on. Called every second on the thread of `run`, and before each
  /// admin page on that of the admin server. May be empty.
  std::function<void()> watch = {};
  /// When the server begins to drain. On the thread of `run`; may be empty.
  std::function<void()> stopping = {};
  /// Every `alive_interval`, as long as every thread of the server still gets to its work. As above.
  std::function<void()> alive = {};
  std::chrono::milliseconds alive_interval{};
  filter::CaptureSink* capture = nullptr;  ///< gets a sample of responses; may be null
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
  /// The ports that were taken, in the order of `listen`; 0 for a Unix socket.
  std::vector<std::uint16_t> ports() const;
  /// The first of them.
  std::uint16_t port() const;
  /// 0 if there is none.
  std::uint16_t admin_port() const;

  /// The sites of other options than the server began with, to be taken; what belongs to the process itself,
  /// where it listens and how many it may serve at once, stays as it is. Blocks while names are looked up.
  /// From any thread.
  boost::system::result<std::shared_ptr<const ServedSites>, ServerError> open_sites(
      ServerOptions options) const;
  /// From now on requests are served by this; its sites are of `open_sites`, or those that are served. One
  /// call at a time, from any thread.
  void take(Judgement judgement);

  /// Blocks until SIGTERM or SIGINT, then drains. SIGHUP reloads. True if every response came to its end.
  bool run();
  /// Stops accepting, lets responses end for `limits.drain_time`, then cuts the rest. True if none was cut.
  /// With `share_port` accepting goes on for a second, in which new connections come to go to the others.
  bool drain();

 private:
  class Threads;
  struct Signals;
  boost::system::result<void, ServerError> check_handed_over() const;
  ServerOptions options_;
  ServerParts parts_;
  OwnAddresses own_addresses_;  ///< from `start` on
  RulesInForce rules_in_force_;
  std::unique_ptr<Signals> signals_;  ///< caught from `start` on, so that none ends a server that is ready
  std::unique_ptr<Threads> threads_;
};

}  // namespace caveat::proxy
