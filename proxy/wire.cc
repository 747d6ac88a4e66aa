#include "proxy/wire.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <cstring>
#include <string>
#include <tuple>
#include <utility>

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr auto kAwaitTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kMostForSpeed = 64 * 1024;
/// What goes into one record of TLS (RFC 8446, 5.1).
constexpr std::size_t kTlsRecord = 16 * 1024;
constexpr std::chrono::milliseconds kPeekAgain{5};
constexpr std::size_t kMostPieces = 64;

/// What `buffers` hold behind their first `sent` bytes, as sendmsg(2) wants it.
struct Pieces {
  Pieces(std::span<const asio::const_buffer> buffers, std::size_t sent) {
    for (const asio::const_buffer& buffer : buffers) {
      if (sent >= buffer.size()) {
        sent -= buffer.size();
        continue;
      }
      if (count == list.size()) break;
      // sendmsg only reads.
      char* const begin = static_cast<char*>(const_cast<void*>(buffer.data()));
      list[count++] = {.iov_base = begin + sent, .iov_len = buffer.size() - sent};
      size += buffer.size() - sent;
      sent = 0;
    }
  }

  std::array<iovec, kMostPieces> list;
  std::size_t count = 0;
  std::size_t size = 0;
};

/// 0 without an error: not now.
std::size_t send_once(int descriptor, Pieces& pieces, error_code& error) {
  msghdr message{};
  message.msg_iov = pieces.list.data();
  message.msg_iovlen = pieces.count;
  for (;;) {
    const auto bytes = pieces.count == 1 ? ::send(descriptor, pieces.list[0].iov_base, pieces.list[0].iov_len,
                                                  MSG_DONTWAIT | MSG_NOSIGNAL)
                                         : ::sendmsg(descriptor, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (bytes >= 0) return static_cast<std::size_t>(bytes);
    if (errno == EAGAIN || errno == EWOULDBLOCK) return 0;
    if (errno == EINTR) continue;
    error = error_code(errno, boost::system::system_category());
    return 0;
  }
}

/// Sends of `buffers`, behind their first `sent` bytes, what the socket takes at once. Almost always that is
/// all, and the reactor need not hear of it.
std::size_t send_now(int descriptor, std::span<const asio::const_buffer> buffers, std::size_t sent,
                     error_code& error) {
  const std::size_t before = sent;
  for (;;) {
    Pieces pieces(buffers, sent);
    if (pieces.size == 0) return sent - before;
    const std::size_t bytes = send_once(descriptor, pieces, error);
    sent += bytes;
    if (bytes < pieces.size) return sent - before;
  }
}

}  // namespace

Wire::Wire(StreamSocket socket, Deadlines& deadlines, std::size_t buffer_bytes, std::size_t most_buffer_bytes)
    : socket_(std::move(socket)),
      read_deadline_(deadlines, *this),
      write_deadline_(deadlines, *this),
      buffer_(new char[buffer_bytes]),
      first_capacity_(buffer_bytes),
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
  const std::size_t held = end_ - begin_;
  const bool full = end_ == capacity_ && begin_ == 0;
  const bool too_slow = filled_up_ && capacity_ < std::min(most_, kMostForSpeed);
  if (full || too_slow) {
    capacity_ = std::min(capacity_ * 2, most_);
    std::unique_ptr<char[]> larger(new char[capacity_]);
    std::memcpy(larger.get(), buffer_.get() + begin_, held);
    buffer_ = std::move(larger);
  } else if (end_ == capacity_) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, held);
  } else {
    return;
  }
  begin_ = 0;
  end_ = held;
}

void Wire::shrink() {
  filled_up_ = false;
  if (begin_ != end_ || capacity_ <= 2 * first_capacity_) return;
  capacity_ = first_capacity_;
  buffer_.reset(new char[capacity_]);
  begin_ = end_ = 0;
}

asio::awaitable<error_code> Wire::fill(std::chrono::milliseconds time) {
  if (end_ - begin_ == most_) co_return error_code(asio::error::no_buffer_space);
  make_room();
  read_deadline_.passed = false;
  read_deadline_.expire_after(time);
  reading_ = true;
  error_code error;
  std::size_t bytes = 0;
  if (tls_) {
    error = co_await read_tls(bytes);
  } else {
    std::tie(error, bytes) = co_await socket_.async_read_some(
        asio::buffer(buffer_.get() + end_, capacity_ - end_),
        asio::bind_cancellation_slot(read_cancellation_.slot(), kAwaitTuple));
  }
  reading_ = false;
  read_deadline_.clear();
  end_ += bytes;
  filled_up_ = end_ == capacity_;
  if (error && read_deadline_.passed) error = asio::error::timed_out;
  co_return error;
}

asio::awaitable<error_code> Wire::write(std::span<const asio::const_buffer> buffers,
                                        std::chrono::milliseconds time) {
  std::size_t rest = asio::buffer_size(buffers);
  const std::size_t all = rest;
  error_code error;
  if (!tls_) {
    rest -= send_now(socket_.native_handle(), buffers, 0, error);
    if (rest == 0 || error) co_return error;
  }
  write_deadline_.passed = false;
  write_deadline_.expire_after(time);
  if (tls_) {
    error = co_await write_all_tls(buffers);
    rest = 0;
  }
  while (rest > 0 && !error) {
    error = co_await wait_for(TlsChannel::Wants::writable);
    if (!error) rest -= send_now(socket_.native_handle(), buffers, all - rest, error);
  }
  write_deadline_.clear();
  if (error && write_deadline_.passed) error = asio::error::timed_out;
  co_return error;
}

asio::awaitable<error_code> Wire::connect(const StreamEndpoint& endpoint, std::chrono::milliseconds time) {
  write_deadline_.passed = false;
  write_deadline_.expire_after(time);
  auto [error] = co_await socket_.async_connect(endpoint, kAwaitTuple);
  write_deadline_.clear();
  if (error && write_deadline_.passed) error = asio::error::timed_out;
  if (!error && endpoint.protocol().family() != AF_UNIX)
    socket_.set_option(asio::ip::tcp::no_delay(true), error);
  co_return error;
}

asio::awaitable<error_code> Wire::wait_readable(std::chrono::milliseconds time) {
  read_deadline_.passed = false;
  read_deadline_.expire_after(time);
  reading_ = true;
  auto [error] = co_await socket_.async_wait(
      StreamSocket::wait_read, asio::bind_cancellation_slot(read_cancellation_.slot(), kAwaitTuple));
  reading_ = false;
  read_deadline_.clear();
  if (error && read_deadline_.passed) error = asio::error::timed_out;
  co_return error;
}

asio::awaitable<error_code> Wire::wait_writable(std::chrono::milliseconds time) {
  write_deadline_.passed = false;
  write_deadline_.expire_after(time);
  auto [error] = co_await socket_.async_wait(StreamSocket::wait_write, kAwaitTuple);
  write_deadline_.clear();
  if (error && write_deadline_.passed) error = asio::error::timed_out;
  co_return error;
}

asio::awaitable<error_code> Wire::peek(std::span<char> into, std::size_t more_than, std::size_t& bytes,
                                       std::chrono::milliseconds time) {
  error_code error;
  socket_.native_non_blocking(true, error);
  read_deadline_.passed = false;
  read_deadline_.expire_after(time);
  asio::steady_timer pause(socket_.get_executor());
  while (!error) {
    const auto got = ::recv(socket_.native_handle(), into.data(), into.size(), MSG_PEEK | MSG_DONTWAIT);
    if (got == 0) error = asio::error::eof;
    if (got < 0 && errno != EAGAIN) error = error_code(errno, boost::system::system_category());
    bytes = got > 0 ? static_cast<std::size_t>(got) : 0;
    if (error || bytes > more_than) break;
    if (bytes == 0) {
      std::tie(error) = co_await socket_.async_wait(StreamSocket::wait_read, kAwaitTuple);
      continue;
    }
    // The socket stays readable: only time tells whether more has come.
    pause.expires_after(kPeekAgain);
    co_await pause.async_wait(kAwaitTuple);
    if (read_deadline_.passed) error = asio::error::timed_out;
  }
  read_deadline_.clear();
  if (error && read_deadline_.passed) error = asio::error::timed_out;
  co_return error;
}

void Wire::discard(std::size_t bytes) {
  std::array<char, 512> dropped{};
  while (bytes > 0) {
    const auto got =
        ::recv(socket_.native_handle(), dropped.data(), std::min(bytes, dropped.size()), MSG_DONTWAIT);
    if (got <= 0) return;
    bytes -= static_cast<std::size_t>(got);
  }
}

asio::awaitable<error_code> Wire::accept_tls(std::shared_ptr<const TlsServerContext> context,
                                             std::chrono::milliseconds time) {
  tls_.emplace(TlsChannel::accepting(*context, socket_.native_handle()));
  co_return co_await handshake(time);
}

asio::awaitable<error_code> Wire::connect_tls(const TlsClientContext& context, const std::string& host,
                                              std::chrono::milliseconds time) {
  tls_.emplace(TlsChannel::connecting(context, host, socket_.native_handle()));
  co_return co_await handshake(time);
}

asio::awaitable<error_code> Wire::handshake(std::chrono::milliseconds time) {
  error_code error;
  socket_.native_non_blocking(true, error);
  write_deadline_.passed = false;
  write_deadline_.expire_after(time);
  while (!error) {
    const TlsChannel::Progress progress = tls_->handshake();
    error = progress.error;
    if (error || progress.wants == TlsChannel::Wants::nothing) break;
    error = co_await wait_for(progress.wants);
  }
  write_deadline_.clear();
  if (error && write_deadline_.passed) error = asio::error::timed_out;
  co_return error;
}

asio::awaitable<error_code> Wire::wait_for(TlsChannel::Wants wants) {
  const auto which =
      wants == TlsChannel::Wants::readable ? StreamSocket::wait_read : StreamSocket::wait_write;
  auto [error] = co_await socket_.async_wait(which, kAwaitTuple);
  co_return error;
}

asio::awaitable<error_code> Wire::read_tls(std::size_t& bytes) {
  for (;;) {
    const TlsChannel::Progress progress = tls_->read({buffer_.get() + end_, capacity_ - end_});
    bytes = progress.bytes;
    if (progress.error || bytes > 0) co_return progress.error;
    const auto which =
        progress.wants == TlsChannel::Wants::readable ? StreamSocket::wait_read : StreamSocket::wait_write;
    auto [error] = co_await socket_.async_wait(
        which, asio::bind_cancellation_slot(read_cancellation_.slot(), kAwaitTuple));
    if (error) co_return error;
  }
}

asio::awaitable<error_code> Wire::write_tls(std::string_view bytes) {
  while (!bytes.empty()) {
    const TlsChannel::Progress progress = tls_->write(bytes);
    error_code error = progress.error;
    if (!error && progress.bytes == 0) error = co_await wait_for(progress.wants);
    if (error) co_return error;
    bytes.remove_prefix(progress.bytes);
  }
  co_return error_code();
}

asio::awaitable<error_code> Wire::write_all_tls(std::span<const asio::const_buffer> buffers) {
  // Small pieces share a record: each costs a tag, a header and a system call.
  std::string gathered;
  for (const asio::const_buffer& buffer : buffers) {
    const std::string_view piece(static_cast<const char*>(buffer.data()), buffer.size());
    if (gathered.size() + piece.size() <= kTlsRecord) {
      gathered += piece;
      continue;
    }
    error_code error = co_await write_tls(gathered);
    if (error) co_return error;
    gathered.clear();
    if (piece.size() >= kTlsRecord) {
      error = co_await write_tls(piece);
      if (error) co_return error;
    } else {
      gathered += piece;
    }
  }
  co_return co_await write_tls(gathered);
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
  if (tls_) tls_->close_notify();
  error_code ignored;
  socket_.shutdown(StreamSocket::shutdown_send, ignored);
}

void Wire::close() {
  error_code ignored;
  socket_.close(ignored);
}

bool Wire::is_quiet() {
  if (begin_ != end_) return false;
  // What waits on the socket may be a ticket of TLS, which concerns no message.
  if (tls_) return tls_->is_quiet();
  char byte = 0;
  const auto got = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace caveat::proxy
