#include "proxy/request_body.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <string>

#include "proxy/await_tuple.h"
#include "proxy/message_writer.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kMostAhead = 64 * 1024;
constexpr std::size_t kMostAheadOfConnection = 512 * 1024;

}  // namespace

void RequestBody::start(const asio::any_io_executor& executor, Wire& upstream,
                        std::chrono::milliseconds idle_time) {
  upstream_ = &upstream;
  idle_time_ = idle_time;
  state_ = State::running;
  ended_ = std::make_unique<asio::steady_timer>(executor, asio::steady_timer::time_point::max());
  is_pumping_ = true;
  asio::co_spawn(executor, pump(), [this](const std::exception_ptr& bug) {
    if (bug && state_ == State::running) state_ = State::upstream_failed;
    is_pumping_ = false;
    ended_->cancel();
  });
}

asio::awaitable<void> RequestBody::stop() {
  const bool was_running = state_ == State::running;
  if (was_running) {
    stopping_ = true;
    content_.interrupt();
    upstream_->cancel();
  }
  // The coroutine's end is told later than its state, by the loop, where it never had to wait.
  while (is_pumping_) co_await ended_->async_wait(kAwaitTuple);
  if (was_running && state_ != State::sent) upstream_->reset();
}

RequestBody::State RequestBody::fail(ContentFailure failure) {
  failure_ = failure;
  if (upstream_ != nullptr) upstream_->reset();
  return State::reader_failed;
}

bool RequestBody::has_room_ahead() const {
  return ahead_.size() < kMostAhead &&
         (!ahead_of_connection_ || *ahead_of_connection_ < kMostAheadOfConnection);
}

asio::awaitable<void> RequestBody::read_ahead(bool is_awaited) {
  std::vector<std::string_view> pieces;
  while (!content_.done() && has_room_ahead() && (!is_awaited || content_.has_input())) {
    pieces.clear();
    const ContentFailure failure = co_await content_.next(pieces);
    if (failure.status != 0) {
      state_ = fail(failure);
      co_return;
    }
    for (const std::string_view piece : pieces) {
      ahead_ += piece;
      if (ahead_of_connection_) *ahead_of_connection_ += piece.size();
    }
    content_.consume();
  }
}

void RequestBody::let_go_ahead() {
  if (ahead_of_connection_) *ahead_of_connection_ -= ahead_.size();
  ahead_ = std::string();
}

asio::awaitable<void> RequestBody::pump() {
  std::vector<std::string_view> pieces;
  bool is_ahead = !ahead_.empty() || content_.done();
  while (!stopping_) {
    pieces.clear();
    ContentFailure failure;
    if (is_ahead) {
      if (!ahead_.empty()) pieces.emplace_back(ahead_);
    } else {
      waits_for_reader_ = true;
      failure = co_await content_.next(pieces);
      waits_for_reader_ = false;
    }
    is_ahead = false;
    if (failure.status != 0) {
      state_ = stopping_ ? State::stopped : fail(failure);
      co_return;
    }
    const bool is_sent = co_await send(pieces);
    if (!is_sent) {
      state_ = stopping_ ? State::stopped : State::upstream_failed;
      co_return;
    }
    let_go_ahead();
    content_.consume();
    if (content_.done()) {
      state_ = State::sent;
      co_return;
    }
  }
  state_ = State::stopped;
}

asio::awaitable<bool> RequestBody::send(const std::vector<std::string_view>& pieces) {
  std::string opening;
  std::string closing;
  std::size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  if (chunked_ && size > 0) {
    append_chunk_size(opening, size);
    closing = kChunkEnd;
  }
  if (chunked_ && content_.done()) append_last_chunk(closing, trailers());
  std::vector<asio::const_buffer> buffers;
  buffers.reserve(pieces.size() + 2);
  buffers.emplace_back(opening.data(), opening.size());
  for (const std::string_view piece : pieces) buffers.emplace_back(piece.data(), piece.size());
  buffers.emplace_back(closing.data(), closing.size());
  if (size == 0 && closing.empty()) co_return true;
  has_begun_ = has_begun_ || size > 0;
  const error_code error = co_await upstream_->write(buffers, idle_time_);
  upstream_->extend_read(idle_time_);
  co_return !error;
}

std::string RequestBody::trailers() const {
  filter::FieldLines fields = content_.trailers();
  remove_region_fields(fields, region_fields_);
  return trailer_section(fields);
}

}  // namespace caveat::proxy
