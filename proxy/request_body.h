// A request's body on its way to the upstream, while the response may already come.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <string_view>
#include <vector>

#include "proxy/message_reader.h"
#include "proxy/wire.h"

namespace caveat::proxy {

/// How long each side may make no progress.
struct BodyTimes {
  std::chrono::milliseconds reader;
  std::chrono::milliseconds upstream;
};

/// Runs beside the response: `start`, then `stop` before anything it uses goes away. One thread.
class RequestBody {
 public:
  enum class State {
    idle,  ///< not started
    running,
    sent,             ///< all of it, as its framing promised
    reader_failed,    ///< the reader stopped, was too slow, or broke its framing
    upstream_failed,  ///< the upstream does not take it; it may still answer
    stopped
  };

  /// `chunked`: the body goes on in chunks, else as the Content-Length that went ahead says.
  RequestBody(Wire& reader, MessageReader& messages, bool chunked, BodyTimes times)
      : reader_(reader), messages_(messages), chunked_(chunked), times_(times) {}

  /// Sends to `upstream`, in a coroutine of its own. If the reader fails, the upstream's connection is reset:
  /// a server that took its mere end for the body's would act on half a request.
  void start(const boost::asio::any_io_executor& executor, Wire& upstream);
  /// Ends the sending, if it still runs, and waits until it has ended. Both wires are then good for nothing
  /// but an answer to the reader.
  boost::asio::awaitable<void> stop();

  State state() const { return state_; }
  /// With `reader_failed`: 400 or 408, and why, for a counter.
  int failure_status() const { return failure_status_; }
  std::string_view failure_reason() const { return failure_reason_; }

 private:
  boost::asio::awaitable<void> pump();
  boost::asio::awaitable<bool> send(std::string_view used, const std::vector<std::string_view>& pieces);
  State fail(int status, std::string_view reason);

  Wire& reader_;
  MessageReader& messages_;
  bool chunked_;
  BodyTimes times_;
  Wire* upstream_ = nullptr;
  State state_ = State::idle;
  bool stopping_ = false;
  int failure_status_ = 0;
  std::string_view failure_reason_;
  std::unique_ptr<boost::asio::steady_timer> ended_;
};

}  // namespace caveat::proxy
