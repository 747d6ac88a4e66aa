#include "proxy/http2_stream.h"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "proxy/await_tuple.h"
#include "proxy/message_writer.h"
#include "proxy/reader_pace.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

/// As much as may wait for the reader's window while more is made.
constexpr std::size_t kMostStreamWaiting = 64 * 1024;

}  // namespace

Http2Stream::Http2Stream(Http2Connection& connection, Http2StreamId id, const Http2StreamTerms& terms)
    : connection_(connection),
      id_(id),
      terms_(terms),
      sent_event_(connection.executor),
      arrived_event_(connection.executor),
      in_ended_(!terms.has_body) {}

void Http2Stream::arrived(std::string_view bytes) {
  in_ += bytes;
  arrived_event_.cancel();
}

void Http2Stream::arrived_all(filter::FieldLines trailers) {
  in_trailers_ = std::move(trailers);
  in_ended_ = true;
  arrived_event_.cancel();
}

void Http2Stream::head_sent() {
  end_sent_ = true;
  sent_event_.cancel();
}

void Http2Stream::lost() {
  lost_ = true;
  sent_event_.cancel();
  arrived_event_.cancel();
}

Http2Events::Pulled Http2Stream::pull(std::span<char> room) {
  const std::size_t size = std::min(room.size(), waiting());
  out_.copy(room.data(), size, out_sent_);
  out_sent_ += size;
  pulled_ += size;
  if (waiting() == 0) {
    out_.clear();
    out_sent_ = 0;
  }
  if (waiting() == 0 || pulled_ >= kLeastTaken) taking_ends_.reset();
  end_sent_ = ended_ && waiting() == 0;
  sent_event_.cancel();
  return {.bytes = size,
          .ended = end_sent_,
          .trailers = end_sent_ ? std::exchange(out_trailers_, {}) : filter::FieldLines()};
}

void Http2Stream::head(const filter::ResponseHead& head) {
  head_given_ = true;
  has_content_ = !terms_.to_head && !has_no_content(head.status);
  if (has_content_) remaining_ = filter::content_length(head.fields);
  if (lost_) return;
  connection_.codec.respond(id_, head, has_content_);
}

void Http2Stream::body(std::string_view bytes) {
  if (!has_content_ || lost_) return;
  // More than the head promised would be an error of the stream (RFC 9113, 8.1.1).
  if (remaining_) bytes = bytes.substr(0, std::min<std::uint64_t>(bytes.size(), *remaining_));
  if (remaining_) *remaining_ -= bytes.size();
  out_ += bytes;
}

void Http2Stream::trailers(const filter::FieldLines& fields) {
  if (terms_.takes_trailers && has_content_ && !ended_) out_trailers_ = http2_trailer_fields(fields);
}

asio::awaitable<error_code> Http2Stream::proceed() {
  if (!lost_ && !head_given_) {
    connection_.codec.proceed(id_);
    connection_.wake_writer();
  }
  co_return lost_ ? error_code(asio::error::connection_reset) : error_code();
}

void Http2Stream::end() {
  if (ended_ || lost_) return;
  if (remaining_.value_or(0) > 0) {
    cut();
    return;
  }
  ended_ = true;
}

void Http2Stream::begin_taking() {
  pulled_ = 0;
  taking_ends_ = connection_.deadlines.now() + connection_.idle_time;
}

asio::awaitable<error_code> Http2Stream::flush() {
  if (!lost_ && head_given_) {
    connection_.codec.resume(id_);
    connection_.wake_writer();
  }
  const std::size_t may_wait = ended_ ? 0 : kMostStreamWaiting;
  while (!lost_ && (waiting() > may_wait || (ended_ && !end_sent_))) {
    if (!taking_ends_) begin_taking();
    sent_event_.expires_after(connection_.deadlines.time_until(*taking_ends_));
    co_await sent_event_.async_wait(kAwaitTuple);
    if (!taking_ends_ || connection_.deadlines.now() < *taking_ends_) continue;
    // Else what waits is the reader's whole connection, which has a time of its own.
    const bool has_window = waiting() == 0 || connection_.codec.has_window(id_);
    const bool waits_for_connection = connection_.is_sending && has_window;
    if (!waits_for_connection) co_return error_code(asio::error::timed_out);
    begin_taking();
  }
  co_return lost_ && !end_sent_ ? error_code(asio::error::connection_reset) : error_code();
}

asio::awaitable<error_code> Http2Stream::relay(std::span<const std::string_view> pieces, bool is_last) {
  for (const std::string_view piece : pieces) body(piece);
  if (is_last) end();
  co_return co_await flush();
}

void Http2Stream::cut() {
  if (lost_ || end_sent_) return;
  connection_.codec.reset(id_, Http2Codec::Reset::failed);
  connection_.wake_writer();
  lost();
}

asio::awaitable<ContentFailure> Http2Stream::next(std::vector<std::string_view>& pieces) {
  const auto last_moment = connection_.deadlines.now() + connection_.idle_time;
  while (in_.empty() && !in_ended_) {
    if (lost_ || interrupted_) co_return ContentFailure{400, "request_body_cut"};
    const std::chrono::milliseconds left = connection_.deadlines.time_until(last_moment);
    if (left.count() <= 0) co_return ContentFailure{408, "request_body_timeout"};
    arrived_event_.expires_after(left);
    co_await arrived_event_.async_wait(kAwaitTuple);
  }
  in_use_.swap(in_);
  if (!in_use_.empty()) pieces.emplace_back(in_use_);
  co_return ContentFailure{};
}

void Http2Stream::consume() {
  connection_.codec.consumed(id_, in_use_.size());
  connection_.wake_writer();
  in_use_.clear();
}

void Http2Stream::interrupt() {
  interrupted_ = true;
  arrived_event_.cancel();
}

void Http2Stream::finish() {
  connection_.codec.consumed(id_, in_.size() + in_use_.size());
  in_.clear();
  in_use_.clear();
  if (!lost_ && !end_sent_) connection_.codec.reset(id_, Http2Codec::Reset::failed);
  if (!lost_ && end_sent_ && !in_ended_) connection_.codec.reset(id_, Http2Codec::Reset::no_error);
  connection_.wake_writer();
}

}  // namespace caveat::proxy
