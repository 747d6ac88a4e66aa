#include "proxy/request_body.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <string>
#include <vector>

#include "proxy/message_writer.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

}  // namespace

void RequestBody::start(const asio::any_io_executor& executor, Wire& upstream) {
  upstream_ = &upstream;
  state_ = State::running;
  ended_ = std::make_unique<asio::steady_timer>(executor, asio::steady_timer::time_point::max());
  asio::co_spawn(executor, pump(), [this](const std::exception_ptr& bug) {
    if (bug && state_ == State::running) state_ = State::upstream_failed;
    ended_->cancel();
  });
}

asio::awaitable<void> RequestBody::stop() {
  if (state_ != State::running) co_return;
  stopping_ = true;
  reader_.interrupt_read();
  upstream_->cancel();
  while (state_ == State::running) co_await ended_->async_wait(asio::as_tuple(asio::use_awaitable));
  if (state_ != State::sent) upstream_->reset();
}

RequestBody::State RequestBody::fail(int status, std::string_view reason) {
  failure_status_ = status;
  failure_reason_ = reason;
  if (upstream_ != nullptr) upstream_->reset();
  return State::reader_failed;
}

/// False if what came is no body.
bool RequestBody::read_more() {
  if (messages_.done()) return true;
  const auto used = messages_.read_body(reader_.input().substr(read_), pieces_);
  if (used) read_ += *used;
  return used.has_value();
}

/// `fill` may move the input, which began at `before`.
void RequestBody::follow_input(const char* before) {
  const char* now = reader_.input().data();
  for (std::string_view& piece : pieces_) piece = {now + (piece.data() - before), piece.size()};
}

asio::awaitable<void> RequestBody::read_ahead(bool is_awaited) {
  for (;;) {
    if (!read_more()) {
      state_ = fail(400, "request_body");
      co_return;
    }
    if (messages_.done() || is_awaited) co_return;
    const char* before = reader_.input().data();
    const error_code error = co_await reader_.fill(limits_.idle_time);
    follow_input(before);
    if (error == asio::error::no_buffer_space) co_return;
    if (error) {
      const bool slow = error == asio::error::timed_out;
      state_ = fail(slow ? 408 : 400, slow ? "request_body_timeout" : "request_body_cut");
      co_return;
    }
  }
}

asio::awaitable<void> RequestBody::pump() {
  while (!stopping_) {
    if (!read_more()) {
      state_ = fail(400, "request_body");
      co_return;
    }
    const bool is_sent = co_await send();
    if (!is_sent) {
      state_ = stopping_ ? State::stopped : State::upstream_failed;
      co_return;
    }
    if (messages_.done()) {
      state_ = State::sent;
      co_return;
    }
    if (stopping_) break;
    const error_code error = co_await reader_.fill(limits_.idle_time);
    if (error) {
      const bool slow = error == asio::error::timed_out;
      state_ = stopping_ ? State::stopped
                         : fail(slow ? 408 : 400, slow ? "request_body_timeout" : "request_body_cut");
      co_return;
    }
  }
  state_ = State::stopped;
}

asio::awaitable<bool> RequestBody::send() {
  std::string opening;
  std::string closing;
  std::size_t size = 0;
  for (const std::string_view piece : pieces_) size += piece.size();
  if (chunked_ && size > 0) {
    append_chunk_size(opening, size);
    closing = kChunkEnd;
  }
  if (chunked_ && messages_.done()) closing += kLastChunk;
  std::vector<asio::const_buffer> buffers;
  buffers.reserve(pieces_.size() + 2);
  buffers.emplace_back(opening.data(), opening.size());
  for (const std::string_view piece : pieces_) buffers.emplace_back(piece.data(), piece.size());
  buffers.emplace_back(closing.data(), closing.size());
  error_code error;
  if (size > 0 || !closing.empty()) {
    error = co_await upstream_->write(buffers, limits_.upstream_idle_time);
    upstream_->extend_read(limits_.upstream_idle_time);
  }
  pieces_.clear();
  reader_.consume(read_);
  read_ = 0;
  co_return !error;
}

}  // namespace caveat::proxy
