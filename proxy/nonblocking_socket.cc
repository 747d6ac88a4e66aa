#include "proxy/nonblocking_socket.h"

#include <fcntl.h>
#include <linux/sockios.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cerrno>

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kMostPieces = 64;

error_code last_error() {
  return error_code(errno, boost::system::system_category());
}

bool is_not_now() {
  return errno == EAGAIN || errno == EWOULDBLOCK;
}

bool is_unix_socket(int descriptor) {
  int domain = AF_UNSPEC;
  socklen_t size = sizeof(domain);
  return ::getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 && domain == AF_UNIX;
}

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

ssize_t send_once(int descriptor, Pieces& pieces) {
  msghdr message{};
  message.msg_iov = pieces.list.data();
  message.msg_iovlen = pieces.count;
  for (;;) {
    const ssize_t bytes = pieces.count == 1 ? ::send(descriptor, pieces.list[0].iov_base,
                                                     pieces.list[0].iov_len, MSG_DONTWAIT | MSG_NOSIGNAL)
                                            : ::sendmsg(descriptor, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (bytes >= 0 || errno != EINTR) return bytes;
  }
}

constexpr std::uint32_t event_of(SocketEvent what) {
  return what == SocketEvent::readable ? EPOLLIN : EPOLLOUT;
}

}  // namespace

NonblockingSocket::NonblockingSocket(asio::io_context& io, StreamSocket accepted)
    : reactor_(SocketReactor::of(io)) {
  if (!accepted.is_open()) return;
  error_code ignored;
  accepted.native_non_blocking(true, ignored);
  descriptor_ = accepted.release(ignored);
  short_read_is_all_ = !is_unix_socket(descriptor_);
}

NonblockingSocket::~NonblockingSocket() {
  reader_.drop();
  writer_.drop();
  close();
}

error_code NonblockingSocket::begin_connect(const StreamEndpoint& endpoint) {
  close();
  const int family = endpoint.protocol().family();
  descriptor_ = ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor_ < 0) return last_error();
  short_read_is_all_ = family != AF_UNIX;
  if (family != AF_UNIX) {
    const int on = 1;
    ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  }
  writable_ = true;
  readable_ = false;
  ended_ = false;
  if (::connect(descriptor_, endpoint.data(), static_cast<socklen_t>(endpoint.size())) == 0) return {};
  if (errno != EINPROGRESS) return last_error();
  writable_ = false;
  return {};
}

error_code NonblockingSocket::connected() const {
  int error = 0;
  socklen_t size = sizeof(error);
  if (::getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &error, &size) != 0) return last_error();
  return error_code(error, boost::system::system_category());
}

NonblockingSocket::Progress NonblockingSocket::receive(std::span<char> into) {
  for (;;) {
    const ssize_t got = ::recv(descriptor_, into.data(), into.size(), MSG_DONTWAIT);
    if (got == 0) return {.error = asio::error::eof};
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && !is_not_now()) return {.error = last_error()};
    const std::size_t bytes = got > 0 ? static_cast<std::size_t>(got) : 0;
    if (bytes == 0 || (bytes < into.size() && short_read_is_all_ && !ended_)) {
      readable_ = false;
      read_in_turn_ = reactor_.turn();
    }
    return {.bytes = bytes};
  }
}

NonblockingSocket::Progress NonblockingSocket::peek(std::span<char> into) {
  const ssize_t got = ::recv(descriptor_, into.data(), into.size(), MSG_PEEK | MSG_DONTWAIT);
  if (got > 0) return {.bytes = static_cast<std::size_t>(got)};
  if (got == 0) return {.error = asio::error::eof};
  if (!is_not_now()) return {.error = last_error()};
  readable_ = false;
  read_in_turn_ = reactor_.turn();
  return {};
}

NonblockingSocket::Progress NonblockingSocket::send(std::span<const asio::const_buffer> buffers,
                                                    std::size_t sent) {
  Progress progress;
  for (;;) {
    Pieces pieces(buffers, sent + progress.bytes);
    if (pieces.size == 0) return progress;
    const ssize_t bytes = send_once(descriptor_, pieces);
    if (bytes < 0 && !is_not_now()) progress.error = last_error();
    if (bytes > 0) progress.bytes += static_cast<std::size_t>(bytes);
    if (bytes >= 0 && static_cast<std::size_t>(bytes) == pieces.size) continue;
    writable_ = false;
    return progress;
  }
}

NonblockingSocket::Progress NonblockingSocket::splice_into(int pipe, std::size_t bytes) {
  const ssize_t moved =
      ::splice(descriptor_, nullptr, pipe, nullptr, bytes, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
  if (moved > 0) return {.bytes = static_cast<std::size_t>(moved)};
  if (moved == 0) return {.error = asio::error::eof};
  if (!is_not_now()) return {.error = last_error()};
  readable_ = false;
  read_in_turn_ = reactor_.turn();
  return {};
}

NonblockingSocket::Progress NonblockingSocket::splice_from(int pipe, std::size_t bytes, bool more_follows) {
  const unsigned more = more_follows ? SPLICE_F_MORE : 0U;
  const ssize_t moved =
      ::splice(pipe, nullptr, descriptor_, nullptr, bytes, SPLICE_F_MOVE | SPLICE_F_NONBLOCK | more);
  if (moved > 0) return {.bytes = static_cast<std::size_t>(moved)};
  if (moved == 0) return {.error = asio::error::eof};
  if (!is_not_now()) return {.error = last_error()};
  writable_ = false;
  return {};
}

std::size_t NonblockingSocket::untaken() const {
  int bytes = 0;
  return ::ioctl(descriptor_, SIOCOUTQ, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
}

bool NonblockingSocket::has_ended() const {
  pollfd asked{.fd = descriptor_, .events = POLLRDHUP, .revents = 0};
  return ::poll(&asked, 1, 0) > 0;
}

bool NonblockingSocket::is_known_quiet() const {
  return !readable_ && (watched_ & EPOLLIN) != 0 && reactor_.has_heard_all() &&
         reactor_.turn() != read_in_turn_;
}

void NonblockingSocket::begin_wait(SocketEvent what, Role role) {
  (role == Role::reader ? reader_wants_ : writer_wants_) = what;
  SocketWait& wait = wait_of(role);
  if (ready(what)) {
    reactor_.end(wait, WaitEnd::ready);
  } else if (!watch_for(what)) {
    reactor_.end(wait, WaitEnd::failed);
  } else {
    reactor_.begin(wait);
  }
}

/// What the kernel is not asked for it does not tell: a Unix socket would say at every read of its peer that
/// it can be written to.
bool NonblockingSocket::watch_for(SocketEvent what) {
  const std::uint32_t wanted = watched_ | event_of(what);
  if (wanted == watched_) return true;
  const error_code error = watched_ == 0 ? reactor_.watch(descriptor_, *this, wanted)
                                         : reactor_.rewatch(descriptor_, *this, wanted);
  if (error) return false;
  watched_ = wanted;
  return true;
}

void NonblockingSocket::note(std::uint32_t events) {
  const bool broken = (events & (EPOLLHUP | EPOLLERR)) != 0;
  ended_ = ended_ || broken || (events & EPOLLRDHUP) != 0;
  if (ended_ || (events & EPOLLIN) != 0) readable_ = true;
  if (broken || (events & EPOLLOUT) != 0) writable_ = true;
  if (reader_.is_waiting() && ready(reader_wants_)) reactor_.end(reader_, WaitEnd::ready);
  if (writer_.is_waiting() && ready(writer_wants_)) reactor_.end(writer_, WaitEnd::ready);
}

void NonblockingSocket::cancel(Role role) {
  SocketWait& wait = wait_of(role);
  if (wait.holds_handler()) reactor_.end(wait, WaitEnd::cancelled);
}

void NonblockingSocket::cancel() {
  cancel(Role::reader);
  cancel(Role::writer);
}

void NonblockingSocket::close() {
  cancel();
  if (descriptor_ < 0) return;
  if (watched_ != 0) reactor_.forget(descriptor_);
  ::close(descriptor_);
  descriptor_ = -1;
  watched_ = 0;
}

}  // namespace caveat::proxy
