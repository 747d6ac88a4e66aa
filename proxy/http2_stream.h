// One request and its response on an HTTP/2 connection.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "proxy/deadlines.h"
#include "proxy/http2_codec.h"
#include "proxy/request_content.h"
#include "proxy/response_stream.h"

namespace caveat::proxy {

/// What all streams of one connection share.
struct Http2Connection {
  Http2Codec& codec;
  boost::asio::any_io_executor executor;
  const Deadlines& deadlines;           ///< whose clock times are kept by
  std::function<void()> wake_writer;    ///< there is something to send
  std::chrono::milliseconds idle_time;  ///< the longest that a reader may take nothing, or send nothing
  /// Of requests' bodies, read and not yet sent on.
  std::shared_ptr<std::size_t> ahead = std::make_shared<std::size_t>(0);
  bool is_sending = false;  ///< what all of them gave waits for the reader, whose own time that is
};

/// What of the request decides how it is read and answered.
struct Http2StreamTerms {
  bool to_head = false;  ///< the request is a HEAD: no body goes out
  bool has_body = false;
  bool takes_trailers = false;  ///< te: trailers
};

/// Stands between an Exchange and the codec. Errors of its awaitables: `connection_reset` once the stream or
/// the connection is gone, `timed_out`. One thread.
class Http2Stream final : public ResponseStream, public RequestContent {
 public:
  Http2Stream(Http2Connection& connection, Http2StreamId id, const Http2StreamTerms& terms);

  Http2StreamId id() const { return id_; }
  /// The response went out to its end.
  bool is_whole() const { return end_sent_; }

  // From the codec's side.
  void arrived(std::string_view bytes);
  void arrived_all(filter::FieldLines trailers);
  /// A head without content went out.
  void head_sent();
  /// Neither side can go on.
  void lost();
  Http2Events::Pulled pull(std::span<char> room);

  // From the Exchange's side: the response.
  void head(const filter::ResponseHead& head) override;
  void body(std::string_view bytes) override;
  boost::asio::awaitable<boost::system::error_code> proceed() override;
  std::size_t waiting() const override { return out_.size() - out_sent_; }
  void end() override;
  boost::asio::awaitable<boost::system::error_code> flush() override;
  boost::asio::awaitable<boost::system::error_code> relay(std::span<const std::string_view> pieces,
                                                          bool is_last) override;
  Wire* spliceable(std::uint64_t) override { return nullptr; }
  void spliced(std::uint64_t) override {}
  void trailers(const filter::FieldLines& fields) override;
  void set_keep_alive(bool) override {}
  bool can_keep_alive() const override { return true; }
  void cut() override;

  // The request's body.
  boost::asio::awaitable<ContentFailure> next(std::vector<std::string_view>& pieces) override;
  void consume() override;
  bool done() const override { return in_.empty() && in_ended_; }
  bool has_input() const override { return !in_.empty(); }
  filter::FieldLines trailers() const override { return in_trailers_; }
  void interrupt() override;

  /// Once the Exchange is over: what was not said so far.
  void finish();

 private:
  void begin_taking();

  Http2Connection& connection_;
  Http2StreamId id_;
  Http2StreamTerms terms_;
  boost::asio::steady_timer sent_event_;
  boost::asio::steady_timer arrived_event_;

  std::string out_;
  std::size_t out_sent_ = 0;  ///< of `out_`, pulled by the codec
  std::size_t pulled_ = 0;    ///< since the reader is waited for
  /// When enough of it has to be; nullopt while the reader is not waited for.
  std::optional<std::chrono::steady_clock::time_point> taking_ends_;
  std::optional<std::uint64_t> remaining_;  ///< of Content-Length
  filter::FieldLines out_trailers_;
  bool has_content_ = false;  ///< of the response
  bool head_given_ = false;
  bool ended_ = false;
  bool end_sent_ = false;

  std::string in_;
  std::string in_use_;  ///< what `next` gave and `consume` will give back
  filter::FieldLines in_trailers_;
  bool in_ended_;
  bool interrupted_ = false;
  bool lost_ = false;
};

}  // namespace caveat::proxy
