// Waiting for the head of the next request.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <optional>
#include <string_view>

#include "proxy/message_reader.h"
#include "proxy/wire.h"

namespace caveat::proxy {

/// How long a head may take.
struct HeadTimes {
  std::chrono::milliseconds idle;  ///< until its first byte
  std::chrono::milliseconds head;  ///< from there to its end
  /// When it has to be there by the wire's deadlines, if it has begun already.
  std::optional<std::chrono::steady_clock::time_point> last_moment = {};
};

/// What came of it: `status` is 0 if the connection is just to be closed, 200 if `request` was read, else
/// what to refuse it with.
struct HeadOutcome {
  int status = 0;
  std::string_view reason;  ///< static text: a counter's label
};

/// Reads one head into `request` and consumes it. 400 if it is flawed, 408 if it is slow, 431 if it does not
/// fit the wire's buffer. `idle` is true while no byte of it has come.
boost::asio::awaitable<HeadOutcome> wait_for_request_head(Wire& wire, MessageReader& messages,
                                                          HeadTimes times, IncomingRequest& request,
                                                          bool& idle);

}  // namespace caveat::proxy
