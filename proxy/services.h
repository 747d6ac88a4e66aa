// What all connections of one thread share.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <memory>
#include <span>
#include <string>

#include "filter/capture_sink.h"
#include "filter/edit_memory.h"
#include "filter/evidence.h"
#include "filter/record.h"
#include "proxy/certificates.h"
#include "proxy/commit_desk.h"
#include "proxy/deadlines.h"
#include "proxy/judgement_clock.h"
#include "proxy/metrics.h"
#include "proxy/pipe_pool.h"
#include "proxy/reader_limits.h"
#include "proxy/request_turns.h"
#include "proxy/server_options.h"
#include "proxy/thread_sites.h"
#include "proxy/tunnel.h"

namespace caveat::proxy {

/// How long after the server has begun to drain it still takes requests of those who are connected.
inline constexpr std::chrono::milliseconds kLastCall{1000};

/// All of it outlives every connection. `acceptance`, `evidence_terms`, `metrics`, `clock`, `certificates`,
/// `reader_limits` and the sinks are shared by all threads, the rest belongs to one.
struct Services {
  boost::asio::io_context& io;
  CurrentSites& current;
  const filter::AcceptanceOptions& acceptance;
  const EvidenceOptions& evidence_terms;
  Metrics& metrics;
  std::span<filter::RecordSink* const> record_sinks;
  Deadlines& deadlines;
  JudgementClock& clock;
  const Certificates& certificates;
  PipePool& pipes;
  RequestTurns& turns;
  filter::EditMemory& edits;
  ReaderLimits& reader_limits;
  filter::EvidenceSink* evidence;  ///< null where it is off; shared
  const std::shared_ptr<CommitDesk>& commits;
  bool draining = false;                   ///< no connection is kept any longer
  Tunnels tunnels = {};                    ///< under way
  filter::CaptureSink* capture = nullptr;  ///< shared by all threads; null: nothing is captured
  /// Room in which HTTP/2 frames were gathered, warm for the next connection that does: an idle one has none.
  std::string gathering_room = {};
};

}  // namespace caveat::proxy
