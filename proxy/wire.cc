#include "proxy/wire.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstring>
#include <string>
#include <utility>

#include "proxy/await_tuple.h"
#include "proxy/reader_pace.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kMostForSpeed = 64 * 1024;
/// What goes into one record of TLS (RFC 8446, 5.1).
constexpr std::size_t kTlsRecord = 16 * 1024;
constexpr std::chrono::milliseconds kPeekAgain{5};
/// How often within its time it is looked whether a peer has taken enough.
constexpr std::uint8_t kSteps = 4;
using Role = NonblockingSocket::Role;

/// Then the others have their turn.
constexpr std::uint8_t kReadsAtOnce = 16;

error_code error_of(WaitEnd end) {
  if (end == WaitEnd::cancelled) return asio::error::operation_aborted;
  if (end == WaitEnd::failed) return asio::error::no_memory;
  return {};
}

}  // namespace

Wire::Wire(asio::io_context& io, StreamSocket socket, Deadlines& deadlines, std::size_t buffer_bytes,
           std::size_t most_buffer_bytes)
    : io_(io),
      socket_(io, std::move(socket)),
      read_deadline_(deadlines, *this),
      write_deadline_(deadlines, *this),
      first_capacity_(buffer_bytes),
      capacity_(buffer_bytes),
      most_(std::max(buffer_bytes, most_buffer_bytes)) {}

void Wire::WireDeadline::begin(std::chrono::milliseconds time) {
  passed = false;
  step_ = {};
  expire_after(time);
}

void Wire::WireDeadline::begin_while_peer_takes(std::chrono::milliseconds time) {
  passed = false;
  step_ = time / kSteps;
  note_progress();
  expire_after(step_);
}

void Wire::WireDeadline::note_progress() {
  untaken_.reset();
  steps_ = 0;
}

void Wire::WireDeadline::expired() {
  if (step_.count() > 0) {
    // A socket is not writable again before much of its large buffer is free, however steadily its peer
    // reads.
    const std::size_t untaken = wire_.socket_.untaken();
    if (!untaken_ || untaken == 0 || untaken + kLeastTaken <= *untaken_) {
      untaken_ = untaken;
      steps_ = 0;
    }
    if (steps_++ < kSteps) return expire_after(step_);
  }
  passed = true;
  // The other direction has a time of its own: who only listens may be slow to take it in.
  wire_.socket_.cancel(this == &wire_.read_deadline_ ? Role::reader : Role::writer);
}

void Wire::consume(std::size_t bytes) {
  begin_ += bytes;
  if (begin_ == end_) begin_ = end_ = 0;
}

void Wire::make_room() {
  const std::size_t held = end_ - begin_;
  const bool full = held == capacity_;
  const bool too_slow = filled_up_ && capacity_ < std::min(most_, kMostForSpeed);
  if (full || too_slow) capacity_ = std::min(capacity_ * 2, most_);
  if (!buffer_ || full || too_slow) {
    std::unique_ptr<char[]> room(new char[capacity_]);
    if (held > 0) std::memcpy(room.get(), buffer_.get() + begin_, held);
    buffer_ = std::move(room);
  } else if (end_ == capacity_) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, held);
  } else {
    return;
  }
  filled_up_ = false;
  begin_ = 0;
  end_ = held;
}

void Wire::give_room_back() {
  if (begin_ == end_) buffer_.reset();
}

void Wire::shrink() {
  filled_up_ = false;
  if (begin_ != end_) return;
  capacity_ = first_capacity_;
  buffer_.reset();
}

asio::awaitable<error_code> Wire::fill(std::chrono::milliseconds time) {
  if (!is_open()) co_return error_code(asio::error::bad_descriptor);
  if (end_ - begin_ == most_) co_return error_code(asio::error::no_buffer_space);
  // Else who sends something in every tick would never be late.
  if (time.count() <= 0) co_return error_code(asio::error::timed_out);
  read_deadline_.begin(time);
  reading_ = true;
  error_code error;
  std::size_t bytes = 0;
  if (tls_) error = co_await read_tls(bytes);
  while (!tls_ && !error && bytes == 0) {
    if (!socket_.may_be(SocketEvent::readable) || ++reads_at_once_ > kReadsAtOnce) {
      reads_at_once_ = 0;
      give_room_back();
      auto readable = socket_.until(SocketEvent::readable, Role::reader);
      error = error_of(co_await std::move(readable));
      if (error) break;
    }
    make_room();
    const NonblockingSocket::Progress progress = socket_.receive({buffer_.get() + end_, capacity_ - end_});
    bytes = progress.bytes;
    error = progress.error;
  }
  reading_ = false;
  read_deadline_.clear();
  end_ += bytes;
  filled_up_ = end_ == capacity_;
  if (error && read_deadline_.passed) error = asio::error::timed_out;
  co_return error;
}

NonblockingSocket::Progress Wire::write_at_once(std::span<const asio::const_buffer> buffers) {
  if (!is_open()) return {.error = asio::error::bad_descriptor};
  return tls_ ? NonblockingSocket::Progress{} : socket_.send(buffers, 0);
}

asio::awaitable<error_code> Wire::write(std::span<const asio::const_buffer> buffers,
                                        std::chrono::milliseconds time, std::size_t sent) {
  if (!is_open()) co_return error_code(asio::error::bad_descriptor);
  const std::size_t all = asio::buffer_size(buffers);
  error_code error;
  if (!tls_ && sent == 0) {
    const NonblockingSocket::Progress at_once = write_at_once(buffers);
    sent = at_once.bytes;
    error = at_once.error;
    if (sent == all || error) co_return error;
  }
  write_deadline_.begin_while_peer_takes(time);
  if (tls_) {
    error = co_await write_all_tls(buffers);
    sent = all;
  }
  while (sent < all && !error) {
    error = co_await wait_for(SocketEvent::writable, Role::writer);
    if (error) break;
    const NonblockingSocket::Progress now = socket_.send(buffers, sent);
    sent += now.bytes;
    error = now.error;
    if (now.bytes > 0) write_deadline_.begin_while_peer_takes(time);
  }
  write_deadline_.clear();
  if (error && write_deadline_.passed) error = asio::error::timed_out;
  co_return error;
}

asio::awaitable<error_code> Wire::connect(const StreamEndpoint& endpoint, std::chrono::milliseconds time) {
  error_code error = socket_.begin_connect(endpoint);
  if (error) co_return error;
  write_deadline_.begin(time);
  error = co_await wait_for(SocketEvent::writable, Role::writer);
  write_deadline_.clear();
  if (error && write_deadline_.passed) error = asio::error::timed_out;
  if (!error) error = socket_.connected();
  co_return error;
}

asio::awaitable<error_code> Wire::wait_readable(std::chrono::milliseconds time) {
  give_room_back();
  read_deadline_.begin(time);
  reading_ = true;
  error_code error = co_await wait_for(SocketEvent::readable, Role::reader);
  reading_ = false;
  read_deadline_.clear();
  if (error && read_deadline_.passed) error = asio::error::timed_out;
  co_return error;
}

asio::awaitable<error_code> Wire::wait_writable(std::chrono::milliseconds time) {
  write_deadline_.begin_while_peer_takes(time);
  error_code error = co_await wait_for(SocketEvent::writable, Role::writer);
  write_deadline_.clear();
  if (error && write_deadline_.passed) error = asio::error::timed_out;
  co_return error;
}

asio::awaitable<error_code> Wire::peek(std::span<char> into, std::size_t more_than, std::size_t& bytes,
                                       std::chrono::milliseconds time) {
  read_deadline_.begin(time);
  asio::steady_timer pause(io_);
  error_code error;
  if (time.count() <= 0) error = asio::error::timed_out;
  while (!error) {
    const bool has_ended = bytes > 0 && socket_.has_ended();
    const NonblockingSocket::Progress shown = socket_.peek(into);
    error = shown.error;
    bytes = shown.bytes;
    if (error || bytes > more_than) break;
    if (has_ended) error = asio::error::eof;
    if (error) break;
    if (bytes == 0) {
      error = co_await wait_for(SocketEvent::readable, Role::reader);
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
    const std::size_t got = socket_.receive({dropped.data(), std::min(bytes, dropped.size())}).bytes;
    if (got == 0) return;
    bytes -= got;
  }
}

asio::awaitable<error_code> Wire::accept_tls(std::shared_ptr<const TlsServerContext> context,
                                             std::chrono::milliseconds time) {
  tls_.emplace(TlsChannel::accepting(*context, socket_));
  co_return co_await handshake(time);
}

asio::awaitable<error_code> Wire::connect_tls(const TlsClientContext& context, const std::string& host,
                                              std::chrono::milliseconds time) {
  tls_.emplace(TlsChannel::connecting(context, host, socket_));
  co_return co_await handshake(time);
}

asio::awaitable<error_code> Wire::handshake(std::chrono::milliseconds time) {
  error_code error;
  write_deadline_.begin(time);
  while (!error) {
    const TlsChannel::Progress progress = tls_->handshake();
    error = progress.error;
    if (error || progress.wants == TlsChannel::Wants::nothing) break;
    error = co_await wait_for_tls(progress.wants, Role::writer);
  }
  write_deadline_.clear();
  if (error && write_deadline_.passed) error = asio::error::timed_out;
  co_return error;
}

asio::awaitable<error_code> Wire::wait_for(SocketEvent event, Role role) {
  if (!is_open()) co_return error_code(asio::error::bad_descriptor);
  auto ready = socket_.until(event, role);
  co_return error_of(co_await std::move(ready));
}

asio::awaitable<error_code> Wire::wait_for_tls(TlsChannel::Wants wants, Role role) {
  const bool to_write = wants == TlsChannel::Wants::writable;
  const error_code error = co_await wait_for(to_write ? SocketEvent::writable : SocketEvent::readable, role);
  // A socket is writable again once much of its buffer was taken.
  if (!error && to_write) write_deadline_.note_progress();
  co_return error;
}

asio::awaitable<error_code> Wire::read_tls(std::size_t& bytes) {
  for (;;) {
    if (++reads_at_once_ > kReadsAtOnce && socket_.may_be(SocketEvent::readable)) {
      reads_at_once_ = 0;
      const error_code error = co_await wait_for(SocketEvent::readable, Role::reader);
      if (error) co_return error;
    }
    make_room();
    const TlsChannel::Progress progress = tls_->read({buffer_.get() + end_, capacity_ - end_});
    bytes = progress.bytes;
    if (progress.error || bytes > 0) co_return progress.error;
    give_room_back();
    reads_at_once_ = 0;
    const error_code error = co_await wait_for_tls(progress.wants, Role::reader);
    if (error) co_return error;
  }
}

asio::awaitable<error_code> Wire::write_tls(std::string_view bytes) {
  while (!bytes.empty()) {
    const TlsChannel::Progress progress = tls_->write(bytes);
    error_code error = progress.error;
    if (!error && progress.bytes == 0) error = co_await wait_for_tls(progress.wants, Role::writer);
    if (error) co_return error;
    bytes.remove_prefix(progress.bytes);
  }
  co_return error_code();
}

asio::awaitable<error_code> Wire::flush_tls() {
  for (;;) {
    const TlsChannel::Progress progress = tls_->flush();
    error_code error = progress.error;
    if (error || progress.wants == TlsChannel::Wants::nothing) co_return error;
    error = co_await wait_for_tls(progress.wants, Role::writer);
    if (error) co_return error;
  }
}

/// In full records as far as there is enough: each costs a tag and a header.
asio::awaitable<error_code> Wire::write_all_tls(std::span<const asio::const_buffer> buffers) {
  std::string record;
  record.reserve(std::min(asio::buffer_size(buffers), kTlsRecord));
  for (const asio::const_buffer& buffer : buffers) {
    std::string_view piece(static_cast<const char*>(buffer.data()), buffer.size());
    while (!piece.empty()) {
      const bool is_whole = record.empty() && piece.size() >= kTlsRecord;
      const std::size_t taken = std::min(piece.size(), kTlsRecord - record.size());
      if (!is_whole) record += piece.substr(0, taken);
      error_code error;
      if (is_whole || record.size() == kTlsRecord)
        error = co_await write_tls(is_whole ? piece.substr(0, taken) : std::string_view(record));
      if (error) co_return error;
      if (record.size() == kTlsRecord) record.clear();
      piece.remove_prefix(taken);
    }
  }
  const error_code error = co_await write_tls(record);
  if (error) co_return error;
  co_return co_await flush_tls();
}

void Wire::extend_read(std::chrono::milliseconds time) {
  if (reading_) read_deadline_.expire_after(time);
}

void Wire::interrupt_read() {
  socket_.cancel(Role::reader);
}

void Wire::cancel() {
  socket_.cancel();
}

void Wire::reset() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
  close();
}

void Wire::shutdown_send() {
  if (!is_open()) return;
  if (tls_) tls_->close_notify();
  ::shutdown(socket_.native_handle(), SHUT_WR);
}

void Wire::close() {
  socket_.close();
}

bool Wire::is_quiet() {
  if (!is_open()) return false;
  if (is_known_quiet()) return true;
  if (begin_ != end_) return false;
  // What waits on the socket may be a ticket of TLS, which concerns no message.
  if (tls_) return tls_->is_quiet();
  char byte = 0;
  const NonblockingSocket::Progress shown = socket_.peek({&byte, 1});
  return shown.bytes == 0 && !shown.error;
}

}  // namespace caveat::proxy
