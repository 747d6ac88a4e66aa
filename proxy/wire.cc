#include "proxy/wire.h"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>
#include <cstring>
#include <utility>

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr auto kAwaitTuple = asio::as_tuple(asio::use_awaitable);

}  // namespace

Wire::Wire(asio::ip::tcp::socket socket, Deadlines& deadlines, std::size_t buffer_bytes,
           std::size_t most_buffer_bytes)
    : socket_(std::move(socket)),
      read_deadline_(deadlines, *this),
      write_deadline_(deadlines, *this),
      buffer_(new char[buffer_bytes]),
      capacity_(buffer_bytes),
      most_(std::max(buffer_bytes, most_buffer_bytes)) {}

void Wire::WireDeadline::expired() {
  passed = true;
  wire_.cancel();
}

void Wire::consume(std::size_t bytes) {
  begin_ += bytes;
  if (begin_ == end_) begin_ = end_ = 0;
}

void Wire::make_room() {
  if (end_ < capacity_) return;
  const std::size_t held = end_ - begin_;
  if (begin_ == 0) {
    capacity_ = std::min(capacity_ * 2, most_);
    std::unique_ptr<char[]> larger(new char[capacity_]);
    std::memcpy(larger.get(), buffer_.get(), held);
    buffer_ = std::move(larger);
  } else {
    std::memmove(buffer_.get(), buffer_.get() + begin_, held);
  }
  begin_ = 0;
  end_ = held;
}

asio::awaitable<error_code> Wire::fill(std::chrono::milliseconds time) {
  if (end_ - begin_ == most_) co_return error_code(asio::error::no_buffer_space);
  make_room();
  read_deadline_.passed = false;
  read_deadline_.expire_after(time);
  reading_ = true;
  auto [error, bytes] =
      co_await socket_.async_read_some(asio::buffer(buffer_.get() + end_, capacity_ - end_),
                                       asio::bind_cancellation_slot(read_cancellation_.slot(), kAwaitTuple));
  reading_ = false;
  read_deadline_.clear();
  end_ += bytes;
  if (error && read_deadline_.passed) error = asio::error::timed_out;
  co_return error;
}

asio::awaitable<error_code> Wire::write(std::span<const asio::const_buffer> buffers,
                                        std::chrono::milliseconds time) {
  write_deadline_.passed = false;
  write_deadline_.expire_after(time);
  auto [error, bytes] = co_await asio::async_write(socket_, buffers, kAwaitTuple);
  write_deadline_.clear();
  if (error && write_deadline_.passed) error = asio::error::timed_out;
  co_return error;
}

asio::awaitable<error_code> Wire::connect(const asio::ip::tcp::endpoint& endpoint,
                                          std::chrono::milliseconds time) {
  write_deadline_.passed = false;
  write_deadline_.expire_after(time);
  auto [error] = co_await socket_.async_connect(endpoint, kAwaitTuple);
  write_deadline_.clear();
  if (error && write_deadline_.passed) error = asio::error::timed_out;
  if (!error) socket_.set_option(asio::ip::tcp::no_delay(true), error);
  co_return error;
}

void Wire::extend_read(std::chrono::milliseconds time) {
  if (reading_) read_deadline_.expire_after(time);
}

void Wire::interrupt_read() {
  read_cancellation_.emit(asio::cancellation_type::total);
}

void Wire::cancel() {
  error_code ignored;
  socket_.cancel(ignored);
}

void Wire::reset() {
  error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  socket_.close(ignored);
}

void Wire::shutdown_send() {
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

void Wire::close() {
  error_code ignored;
  socket_.close(ignored);
}

bool Wire::is_quiet() {
  if (begin_ != end_) return false;
  char byte = 0;
  const auto got = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace caveat::proxy
