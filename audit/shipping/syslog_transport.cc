#include "audit/shipping/syslog_transport.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace caveat::audit {
namespace {

using Kind = SyslogAddress::Kind;

constexpr int kPatienceMilliseconds = 3000;

/// Waits as long as it may for a connection that is under way.
bool is_connected(int socket, int result) {
  if (result == 0) return true;
  if (errno != EINPROGRESS) return false;
  pollfd waited{.fd = socket, .events = POLLOUT, .revents = 0};
  if (::poll(&waited, 1, kPatienceMilliseconds) != 1) return false;
  int error = 0;
  socklen_t size = sizeof error;
  return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

/// -1 if it could not be reached.
int connect_to(int family, int type, const sockaddr* address, socklen_t size) {
  const int socket = ::socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket < 0) return -1;
  if (!is_connected(socket, ::connect(socket, address, size))) {
    ::close(socket);
    return -1;
  }
  // From here on it blocks, but not for ever.
  const timeval patience{.tv_sec = kPatienceMilliseconds / 1000, .tv_usec = 0};
  ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) & ~O_NONBLOCK);
  return socket;
}

int connect_to_path(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return connect_to(AF_UNIX, SOCK_DGRAM, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

int connect_to_host(const SyslogAddress& address) {
  addrinfo hints{};
  hints.ai_socktype = address.kind == Kind::udp ? SOCK_DGRAM : SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &found) != 0) return -1;
  int socket = -1;
  for (const addrinfo* one = found; one != nullptr && socket < 0; one = one->ai_next)
    socket = connect_to(one->ai_family, one->ai_socktype, one->ai_addr, one->ai_addrlen);
  ::freeaddrinfo(found);
  return socket;
}

class SyslogTransport final : public LineTransport {
 public:
  explicit SyslogTransport(SyslogAddress address) : address_(std::move(address)) {}
  ~SyslogTransport() override { hang_up(); }
  SyslogTransport(const SyslogTransport&) = delete;
  SyslogTransport& operator=(const SyslogTransport&) = delete;

  bool send(std::string_view line) override {
    if (socket_ >= 0 && address_.kind == Kind::tcp && has_hung_up()) hang_up();
    if (socket_ < 0)
      socket_ =
          address_.kind == Kind::unix_socket ? connect_to_path(address_.path) : connect_to_host(address_);
    if (socket_ < 0) return false;
    std::string message = syslog_message(line);
    if (address_.kind == Kind::tcp) message.insert(0, std::to_string(message.size()) + " ");
    if (send_all(message)) return true;
    // A part of a message may have gone: on this connection nothing could follow it.
    hang_up();
    return false;
  }

 private:
  /// Nothing is ever answered: what can be read is the end.
  bool has_hung_up() const {
    pollfd waited{.fd = socket_, .events = POLLIN, .revents = 0};
    return ::poll(&waited, 1, 0) != 0;
  }
  bool send_all(std::string_view message) const {
    while (!message.empty()) {
      const auto sent = ::send(socket_, message.data(), message.size(), MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent <= 0) return false;
      message.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void hang_up() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }

  SyslogAddress address_;
  int socket_ = -1;
};

}  // namespace

std::string syslog_message(std::string_view line) {
  return "<134>1 - - caveat - evidence - " + std::string(line);
}

std::unique_ptr<LineTransport> syslog_transport(SyslogAddress address) {
  return std::make_unique<SyslogTransport>(std::move(address));
}

}  // namespace caveat::audit
