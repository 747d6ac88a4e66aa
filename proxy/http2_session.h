// One reader's HTTP/2 connection: many requests at once.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "proxy/addressed_request.h"
#include "proxy/exchange.h"
#include "proxy/http2_codec.h"
#include "proxy/http2_head_watch.h"
#include "proxy/http2_stream.h"
#include "proxy/services.h"
#include "proxy/wire.h"

namespace caveat::proxy {

/// Knows no rule. One thread; lives until `run` has ended.
class Http2Session final : private Http2Events, private RequestTurns::Waiter {
 public:
  /// What `wire` holds of input is the connection preface, which has to be whole by `preface_ends` if it has
  /// begun. All of it outlives the session.
  Http2Session(Services& services, const ServerLimits& limits, Wire& wire, const Arrival& arrival,
               std::optional<std::chrono::steady_clock::time_point> preface_ends);

  /// Until either side is done with the connection and every response has ended.
  boost::asio::awaitable<void> run();
  /// Tells the reader that there is an end to this connection, takes for a second what it has asked for
  /// meanwhile (RFC 9113, 6.8), and ends after the last response. Once.
  void drain();

 private:
  /// On a stream that is open.
  struct Running {
    Running(Http2Connection& connection, Http2StreamId id, const Http2StreamTerms& terms)
        : stream(connection, id, terms) {}
    Http2Stream stream;
    Exchange* exchange = nullptr;  ///< while it runs
  };

  /// What was asked on a stream, or what is wrong with it.
  struct Waiting {
    Http2StreamId id;
    IncomingRequest request;
    MessageFlaw flaw;
  };

  void request(Http2StreamId id, Http2RequestFields fields, bool has_body) override;
  void content(Http2StreamId id, std::string_view bytes) override;
  void content_ended(Http2StreamId id, filter::FieldLines trailers) override;
  void head_sent(Http2StreamId id) override;
  void closed(Http2StreamId id) override;
  void refused() override;
  void reset_too_often() override;
  Pulled pull(Http2StreamId id, std::span<char> room) override;

  /// How long may pass until the next bytes, or until something else is due.
  std::chrono::milliseconds patience();
  std::chrono::milliseconds patience_with_reader();
  /// `patience` is over: whether the connection goes on all the same.
  bool outlasts_timeout();
  void take_no_more();
  boost::asio::awaitable<void> read();
  boost::asio::awaitable<void> write();
  /// What the codec has to say for now, up to some size; its room is to be given back.
  std::string gather();
  void give_back(std::string room);
  boost::asio::awaitable<void> serve(Running& running, IncomingRequest request);
  boost::asio::awaitable<void> refuse(Running& running, int status, std::string_view reason);
  /// A request that comes now.
  bool may_begin() const;
  void begin(Http2StreamId id, IncomingRequest request, MessageFlaw flaw);
  /// Begins those of `waiting_` that may.
  void begin_waiting();
  bool drop_waiting(Http2StreamId id);
  void look_for_turn() override { begin_waiting(); }
  void tell_of_waiting();
  void spawn(Running& running, IncomingRequest request, MessageFlaw flaw);
  void end(Http2StreamId id);
  boost::asio::awaitable<void> answer(Running& running, IncomingRequest request, MessageFlaw flaw);
  void wake_writer() { writer_event_.cancel(); }
  void lose_all(const boost::system::error_code& why);

  Services& services_;
  const ServerLimits& limits_;
  Wire& wire_;
  Arrival arrival_;
  Http2Codec codec_;
  Http2HeadWatch heads_;
  const std::optional<std::chrono::steady_clock::time_point> preface_ends_;  ///< nullopt: it has not begun
  std::optional<std::uint64_t> watched_head_;          ///< that has begun and is not whole
  std::chrono::steady_clock::time_point head_ends_{};  ///< when it has to be
  std::chrono::steady_clock::time_point idle_ends_;    ///< without a request, if no stream is open
  std::optional<std::chrono::steady_clock::time_point> last_call_ends_;
  bool takes_no_more_ = false;  ///< the reader has been told the last stream that counts
  Http2Connection connection_;
  boost::asio::steady_timer writer_event_;
  boost::asio::steady_timer ended_event_;
  std::unordered_map<Http2StreamId, std::unique_ptr<Running>> streams_;
  std::list<Waiting> waiting_;    ///< are among `streams_`
  std::size_t told_waiting_ = 0;  ///< in metrics
  std::size_t under_way_ = 0;     ///< the others
  bool writing_ = false;          ///< `write` runs
  bool stopping_ = false;         ///< `write` ends when all is sent
  bool broken_ = false;           ///< nothing can be sent any longer
};

}  // namespace caveat::proxy
