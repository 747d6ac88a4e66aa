// What all connections of one thread share.
#pragma once

#include <boost/asio/io_context.hpp>
#include <span>

#include "filter/edit_memory.h"
#include "filter/record.h"
#include "proxy/certificates.h"
#include "proxy/deadlines.h"
#include "proxy/judgement_clock.h"
#include "proxy/metrics.h"
#include "proxy/pipe_pool.h"
#include "proxy/reader_limits.h"
#include "proxy/server_options.h"
#include "proxy/snapshot.h"
#include "proxy/upstream_pool.h"

namespace caveat::proxy {

/// All of it outlives every connection. `options`, `snapshot`, `metrics`, `clock`, `certificates`,
/// `reader_limits` and the
/// sinks are shared by all threads, the rest belongs to one.
struct Services {
  boost::asio::io_context& io;
  const ServerOptions& options;
  Snapshot& snapshot;
  Metrics& metrics;
  std::span<filter::RecordSink* const> record_sinks;
  Deadlines& deadlines;
  UpstreamPool& upstream;
  JudgementClock& clock;
  const Certificates& certificates;
  PipePool& pipes;
  filter::EditMemory& edits;
  ReaderLimits& reader_limits;
  bool draining = false;  ///< no connection is kept any longer
};

}  // namespace caveat::proxy
