// A request's body on its way to the upstream, while the response may already come.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "proxy/region_fields.h"
#include "proxy/request_content.h"
#include "proxy/wire.h"

namespace caveat::proxy {

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

  /// `chunked`: the body goes on in chunks, else as the Content-Length that went ahead says. `region_fields`,
  /// which outlives this: no trailer says where a reader is. `ahead_of_connection`: what all bodies of one
  /// connection hold that were read ahead; null where there is one at a time.
  RequestBody(RequestContent& content, bool chunked, const RegionFields& region_fields,
              std::shared_ptr<std::size_t> ahead_of_connection)
      : content_(content),
        chunked_(chunked),
        region_fields_(region_fields),
        ahead_of_connection_(std::move(ahead_of_connection)) {}
  ~RequestBody() { let_go_ahead(); }
  RequestBody(const RequestBody&) = delete;
  RequestBody& operator=(const RequestBody&) = delete;

  /// Reads ahead, until the body is whole or 64 KiB are there, so that chunks with a flaw in
  /// them reach no upstream and a slow reader holds no connection to it. Where the reader waits for a 100
  /// (`is_awaited`), only what is there already; and no more once all bodies of the connection hold 512 KiB.
  /// Once, before `start`; fails as `reader_failed`.
  boost::asio::awaitable<void> read_ahead(bool is_awaited);
  /// Sends to `upstream`, in a coroutine of its own. If the reader fails, the upstream's connection is reset:
  /// a server that took its mere end for the body's would act on half a request.
  /// `idle_time`: how long the upstream may take nothing.
  void start(const boost::asio::any_io_executor& executor, Wire& upstream,
             std::chrono::milliseconds idle_time);
  /// Ends the sending, if it still runs, and waits until it has ended. The reader's connection is then good
  /// for nothing but an answer, the upstream's for nothing.
  boost::asio::awaitable<void> stop();

  State state() const { return state_; }
  /// It runs, and the reader has to send more of it.
  bool waits_for_reader() const { return state_ == State::running && waits_for_reader_; }
  /// Some of it went to the upstream.
  bool has_begun() const { return has_begun_; }
  /// With `reader_failed`: 400 or 408, and why, for a counter.
  int failure_status() const { return failure_.status; }
  std::string_view failure_reason() const { return failure_.reason; }

 private:
  boost::asio::awaitable<void> pump();
  boost::asio::awaitable<bool> send(const std::vector<std::string_view>& pieces);
  std::string trailers() const;
  State fail(ContentFailure failure);
  bool has_room_ahead() const;
  void let_go_ahead();

  RequestContent& content_;
  bool chunked_;
  const RegionFields& region_fields_;
  std::chrono::milliseconds idle_time_{};
  std::string ahead_;                                       ///< was read, and not yet sent
  const std::shared_ptr<std::size_t> ahead_of_connection_;  ///< the connection may go first
  bool waits_for_reader_ = false;                           ///< `pump` does
  bool has_begun_ = false;
  Wire* upstream_ = nullptr;
  State state_ = State::idle;
  bool stopping_ = false;
  bool is_pumping_ = false;  ///< until the end of `pump` has been told
  ContentFailure failure_;
  std::unique_ptr<boost::asio::steady_timer> ended_;
};

}  // namespace caveat::proxy
