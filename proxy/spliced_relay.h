// Bytes from one connection to another within the kernel, copied by nobody (splice(2)).
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <cstdint>

#include "proxy/pipe_pool.h"
#include "proxy/wire.h"

namespace caveat::proxy {

struct SplicedRelay {
  std::uint64_t moved = 0;  ///< bytes that reached `to`
  boost::system::error_code from_error;
  boost::system::error_code to_error;
};

/// How long either side may stand still.
struct SpliceTimes {
  std::chrono::milliseconds from;
  std::chrono::milliseconds to;
};

/// Moves the next `bytes` of what comes in on `from`, whose input is used up, to `to`. Neither speaks TLS.
/// Ends early with an error of one side.
boost::asio::awaitable<SplicedRelay> relay_spliced(Wire& from, Wire& to, PipePool& pipes, std::uint64_t bytes,
                                                   SpliceTimes times);

}  // namespace caveat::proxy
