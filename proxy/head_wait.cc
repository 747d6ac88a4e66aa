#include "proxy/head_wait.h"

#include <boost/asio/error.hpp>

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

HeadOutcome outcome_of(const error_code& error, bool begun) {
  if (error == asio::error::no_buffer_space) return {431, "head_too_large"};
  if (error == asio::error::timed_out && begun) return {408, "head_timeout"};
  return {0, "closed"};
}

/// An empty line before a request line is a line end too many of the body before (RFC 9112, 2.2). Only one
/// is: with more of them a connection that asks for nothing could be kept for ever.
bool skip_empty_line(Wire& wire) {
  if (!wire.input().starts_with("\r\n")) return false;
  wire.consume(2);
  return true;
}

}  // namespace

asio::awaitable<HeadOutcome> wait_for_request_head(Wire& wire, MessageReader& messages, HeadTimes times,
                                                   IncomingRequest& request, bool& idle) {
  std::optional<std::chrono::steady_clock::time_point> last_moment = times.last_moment;
  bool skipped = skip_empty_line(wire);
  for (;;) {
    const auto used = messages.read_request_head(wire.input(), request);
    if (!used) co_return HeadOutcome{400, used.error().reason};
    if (*used > 0) {
      wire.consume(*used);
      co_return HeadOutcome{200, ""};
    }
    idle = wire.input().empty();
    std::chrono::milliseconds time = times.idle;
    if (!idle) {
      if (!last_moment) last_moment = wire.deadlines().now() + times.head;
      time = wire.deadlines().time_until(*last_moment);
    }
    const bool was_idle = idle;
    const error_code error = co_await wire.fill(time);
    idle = false;
    if (error) co_return outcome_of(error, !was_idle);
    if (was_idle && !skipped) skipped = skip_empty_line(wire);
  }
}

}  // namespace caveat::proxy
