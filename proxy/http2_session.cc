#include "proxy/http2_session.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <utility>

#include "proxy/admission.h"
#include "proxy/await_tuple.h"
#include "proxy/captured_stream.h"
#include "proxy/refusal.h"
#include "proxy/server_log.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

/// As much as is written at once.
constexpr std::size_t kMostGathered = 64 * 1024;
constexpr auto kGone = asio::error::connection_reset;

Http2Limits limits_of(const ServerLimits& limits) {
  return {
      .streams = limits.streams, .stream_resets = limits.stream_resets, .header_bytes = limits.header_bytes};
}

}  // namespace

Http2Session::Http2Session(Services& services, const ServerLimits& limits, Wire& wire, const Arrival& arrival,
                           std::optional<std::chrono::steady_clock::time_point> preface_ends)
    : services_(services),
      limits_(limits),
      wire_(wire),
      arrival_(arrival),
      codec_(*this, limits_of(limits)),
      preface_ends_(preface_ends),
      idle_ends_(services.deadlines.now() + limits.idle_time),
      connection_{codec_, services.io.get_executor(), services.deadlines, [this] { wake_writer(); },
                  limits.idle_time},
      writer_event_(services.io),
      ended_event_(services.io, asio::steady_timer::time_point::max()) {}

asio::awaitable<void> Http2Session::run() {
  writing_ = true;
  asio::co_spawn(services_.io, write(), [this](const std::exception_ptr& bug) {
    if (bug) log_bug("HTTP/2 writer", bug);
    writing_ = false;
    ended_event_.cancel();
  });
  co_await read();
  lose_all(kGone);
  while (!streams_.empty()) co_await ended_event_.async_wait(kAwaitTuple);
  stopping_ = true;
  wake_writer();
  while (writing_) co_await ended_event_.async_wait(kAwaitTuple);
}

std::chrono::milliseconds Http2Session::patience() {
  const std::chrono::milliseconds time = patience_with_reader();
  return last_call_ends_ ? std::min(time, services_.deadlines.time_until(*last_call_ends_)) : time;
}

std::chrono::milliseconds Http2Session::patience_with_reader() {
  const auto head = heads_.unfinished(!streams_.empty());
  if (!head) {
    watched_head_.reset();
    // Frames that ask for nothing, a PING now and then, hold no connection.
    return streams_.empty() ? services_.deadlines.time_until(idle_ends_) : limits_.idle_time;
  }
  if (head != watched_head_) {
    const bool is_preface = *head == 0;
    head_ends_ =
        is_preface && preface_ends_ ? *preface_ends_ : services_.deadlines.now() + limits_.header_time;
  }
  watched_head_ = head;
  return services_.deadlines.time_until(head_ends_);
}

asio::awaitable<void> Http2Session::read() {
  // Who came while the server was told to end has not been told yet.
  if (services_.draining) drain();
  while (!broken_) {
    heads_.see(wire_.input());
    const bool understood = codec_.receive(wire_.input());
    wire_.consume(wire_.input().size());
    wake_writer();
    if (!understood || codec_.is_over()) co_return;
    if (takes_no_more_ && streams_.empty()) co_return;
    const error_code error = co_await wire_.fill(patience());
    if (error == asio::error::timed_out) {
      if (!outlasts_timeout()) co_return;
    } else if (error && !(error == asio::error::operation_aborted && takes_no_more_ && !broken_)) {
      co_return;
    }
  }
}

bool Http2Session::outlasts_timeout() {
  if (watched_head_ && services_.deadlines.time_until(head_ends_).count() <= 0) {
    services_.metrics.count_refusal(408, "head_timeout");
    codec_.give_up();
    return false;
  }
  if (last_call_ends_ && services_.deadlines.time_until(*last_call_ends_).count() <= 0) {
    take_no_more();
    return true;
  }
  if (watched_head_ || !streams_.empty() || services_.deadlines.time_until(idle_ends_).count() > 0)
    return true;
  codec_.go_away();
  return false;
}

void Http2Session::take_no_more() {
  last_call_ends_.reset();
  takes_no_more_ = true;
  codec_.go_away();
  wake_writer();
}

std::string Http2Session::gather() {
  std::string gathered = std::exchange(services_.gathering_room, {});
  while (gathered.size() < kMostGathered) {
    const std::string_view frame = codec_.send();
    if (frame.empty()) break;
    gathered += frame;
  }
  return gathered;
}

void Http2Session::give_back(std::string room) {
  room.clear();
  services_.gathering_room = std::move(room);
}

asio::awaitable<void> Http2Session::write() {
  while (!broken_) {
    std::string gathered = gather();
    if (gathered.empty()) {
      give_back(std::move(gathered));
      if (codec_.is_over()) wire_.interrupt_read();
      if (stopping_) co_return;
      writer_event_.expires_at(asio::steady_timer::time_point::max());
      co_await writer_event_.async_wait(kAwaitTuple);
      continue;
    }
    const asio::const_buffer buffer(gathered.data(), gathered.size());
    connection_.is_sending = true;
    const error_code error = co_await wire_.write(std::span(&buffer, 1), limits_.idle_time);
    connection_.is_sending = false;
    give_back(std::move(gathered));
    if (!error) continue;
    broken_ = true;
    wire_.cancel();
    lose_all(error);
  }
}

void Http2Session::lose_all(const error_code& why) {
  while (!waiting_.empty()) {
    streams_.at(waiting_.front().id)->stream.lost();
    drop_waiting(waiting_.front().id);
  }
  for (const auto& [id, running] : streams_) {
    running->stream.lost();
    if (running->exchange != nullptr)
      running->exchange->abandon(running->stream.is_whole() ? error_code(kGone) : why);
  }
}

void Http2Session::drain() {
  codec_.announce_end();
  last_call_ends_ = services_.deadlines.now() + kLastCall;
  wake_writer();
  wire_.extend_read(std::max(patience(), std::chrono::milliseconds(1)));
}

void Http2Session::request(Http2StreamId id, Http2RequestFields fields, bool has_body) {
  // Those that were reset may still be ending.
  const bool has_room = streams_.size() < 2 * limits_.streams;
  // A body that waited would take the connection's window from those that are under way.
  const bool is_in_time = !has_body || (waiting_.empty() && may_begin());
  if (!has_room || !is_in_time || takes_no_more_) {
    codec_.reset(id, Http2Codec::Reset::refused);
    if (!takes_no_more_) refused();
    return;
  }
  MessageFlaw flaw{};
  IncomingRequest request;
  if (fields.too_large()) {
    flaw.reason = "head_too_large";
  } else if (auto taken = fields.take(has_body)) {
    request = *std::move(taken);
  } else {
    flaw = taken.error();
  }
  const Http2StreamTerms terms{.to_head = request.head.method == "HEAD",
                               .has_body = has_body,
                               .takes_trailers = request.head.fields.has_token("TE", "trailers")};
  streams_.insert_or_assign(id, std::make_unique<Running>(connection_, id, terms));
  if (waiting_.empty() && may_begin()) return begin(id, std::move(request), flaw);
  waiting_.push_back({id, std::move(request), flaw});
  services_.turns.wait(*this);
  tell_of_waiting();
}

/// A connection has one request under way whatever others do, so that it goes on.
bool Http2Session::may_begin() const {
  return under_way_ == 0 || services_.turns.has_one_for(under_way_ - 1);
}

void Http2Session::begin(Http2StreamId id, IncomingRequest request, MessageFlaw flaw) {
  if (under_way_++ > 0) services_.turns.take();
  spawn(*streams_.at(id), std::move(request), flaw);
}

void Http2Session::begin_waiting() {
  while (!waiting_.empty() && may_begin()) {
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    begin(next.id, std::move(next.request), next.flaw);
  }
  if (!waiting_.empty()) services_.turns.wait(*this);
  tell_of_waiting();
}

void Http2Session::tell_of_waiting() {
  if (told_waiting_ == waiting_.size()) return;
  services_.metrics.requests_wait(std::ssize(waiting_) - static_cast<std::ptrdiff_t>(told_waiting_));
  told_waiting_ = waiting_.size();
}

void Http2Session::spawn(Running& running, IncomingRequest request, MessageFlaw flaw) {
  const Http2StreamId id = running.stream.id();
  asio::co_spawn(services_.io, answer(running, std::move(request), flaw),
                 [this, id](const std::exception_ptr& bug) {
                   if (bug) log_bug("HTTP/2 stream", bug);
                   if (--under_way_ > 0) services_.turns.give_back();
                   end(id);
                   begin_waiting();
                 });
}

void Http2Session::end(Http2StreamId id) {
  const auto ended = streams_.find(id);
  ended->second->stream.finish();
  streams_.erase(ended);
  ended_event_.cancel();
  if (!streams_.empty()) return;
  idle_ends_ = services_.deadlines.now() + limits_.idle_time;
  if (takes_no_more_) wire_.interrupt_read();
}

/// True if it has not begun, and never will.
bool Http2Session::drop_waiting(Http2StreamId id) {
  const auto found = std::ranges::find(waiting_, id, &Waiting::id);
  if (found == waiting_.end()) return false;
  waiting_.erase(found);
  tell_of_waiting();
  end(id);
  return true;
}

asio::awaitable<void> Http2Session::answer(Running& running, IncomingRequest request, MessageFlaw flaw) {
  if (flaw.reason.empty()) {
    co_await serve(running, std::move(request));
  } else {
    co_await refuse(running, flaw.reason == "head_too_large" ? 431 : 400, flaw.reason);
  }
}

asio::awaitable<void> Http2Session::serve(Running& running, IncomingRequest request) {
  auto addressed = admit_request(services_, std::move(request), arrival_);
  if (!addressed) {
    const Refusal refusal = addressed.error();
    co_await refuse(running, refusal.status, refusal.reason);
    co_return;
  }
  const IncomingRequest& message = addressed->message;
  RequestBody body(running.stream, message.head.fields.contains("Transfer-Encoding"),
                   addressed->sites->options().region_fields, connection_.ahead);
  if (message.has_body) {
    co_await body.read_ahead(message.head.fields.contains("Expect"));
    if (body.state() == RequestBody::State::reader_failed) {
      co_await refuse(running, body.failure_status(), body.failure_reason());
      co_return;
    }
  }
  CapturedStream captured(services_.capture, running.stream, *addressed);
  Exchange exchange(services_, body, captured.stream(), *addressed);
  running.exchange = &exchange;
  const Exchange::Outcome outcome = co_await exchange.run();
  if (captured.is_kept()) captured.finish(exchange.record());
  running.exchange = nullptr;
  if (outcome == Exchange::Outcome::cut) running.stream.cut();
}

asio::awaitable<void> Http2Session::refuse(Running& running, int status, std::string_view reason) {
  services_.metrics.count_refusal(status, reason);
  const RefusalResponse response = refusal_response(status);
  running.stream.head(response.head);
  running.stream.body(response.body);
  running.stream.end();
  co_await running.stream.flush();
}

void Http2Session::content(Http2StreamId id, std::string_view bytes) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) {
    codec_.consumed(id, bytes.size());
  } else {
    found->second->stream.arrived(bytes);
  }
}

void Http2Session::content_ended(Http2StreamId id, filter::FieldLines trailers) {
  const auto found = streams_.find(id);
  if (found != streams_.end()) found->second->stream.arrived_all(std::move(trailers));
}

void Http2Session::head_sent(Http2StreamId id) {
  const auto found = streams_.find(id);
  if (found != streams_.end()) found->second->stream.head_sent();
}

void Http2Session::refused() {
  services_.metrics.count_refusal(503, "streams");
}

void Http2Session::reset_too_often() {
  services_.metrics.count_refusal(429, "stream_resets");
}

void Http2Session::closed(Http2StreamId id) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return;
  Running& running = *found->second;
  running.stream.lost();
  if (drop_waiting(id)) return;
  if (running.exchange != nullptr && !running.stream.is_whole()) running.exchange->abandon(kGone);
}

Http2Events::Pulled Http2Session::pull(Http2StreamId id, std::span<char> room) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return {};
  return found->second->stream.pull(room);
}

}  // namespace caveat::proxy
