#include "tcp_peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace caveat::proxy {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int listen_on_loopback(std::uint16_t& port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  ::bind(listener, reinterpret_cast<const sockaddr*>(&address), size);
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  port = ntohs(address.sin_port);
  return listener;
}

}  // namespace

TcpPeer::TcpPeer(int descriptor) : descriptor_(descriptor) {
  const timeval patience{.tv_sec = 10, .tv_usec = 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const int on = 1;
  ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

TcpPeer::TcpPeer(TcpPeer&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      input_(std::move(other.input_)),
      reset_(other.reset_) {}

TcpPeer::~TcpPeer() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

TcpPeer TcpPeer::connect(std::uint16_t port) {
  TcpPeer peer(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = loopback(port);
  ::connect(peer.descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  return peer;
}

bool TcpPeer::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool TcpPeer::fill() {
  std::array<char, 65536> bytes{};
  const ssize_t got = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
  if (got < 0 && errno == ECONNRESET) reset_ = true;
  if (got <= 0) return false;
  input_.append(bytes.data(), static_cast<std::size_t>(got));
  return true;
}

std::string TcpPeer::read_until(std::string_view end) {
  std::size_t found = input_.find(end);
  while (found == std::string::npos && fill()) found = input_.find(end);
  return read_exactly(found == std::string::npos ? input_.size() : found + end.size());
}

std::string TcpPeer::read_exactly(std::size_t bytes) {
  while (input_.size() < bytes && fill()) continue;
  std::string out = input_.substr(0, bytes);
  input_.erase(0, bytes);
  return out;
}

std::string TcpPeer::read_to_end() {
  while (fill()) continue;
  return std::exchange(input_, {});
}

std::string TcpPeer::read_some() {
  if (input_.empty()) fill();
  return std::exchange(input_, {});
}

std::string TcpPeer::read_message() {
  std::string message = read_until("\r\n\r\n");
  const std::size_t length = message.find("Content-Length: ");
  if (length != std::string::npos) return message += read_exactly(std::stoul(message.substr(length + 16)));
  if (message.find("Transfer-Encoding: chunked") == std::string::npos) return message;
  for (;;) {
    const std::string line = read_until("\r\n");
    message += line;
    if (line.empty()) return message;
    message += read_exactly(std::stoul(line, nullptr, 16) + 2);
    if (line.starts_with("0")) return message;
  }
}

bool TcpPeer::is_closed() {
  while (fill()) continue;
  return reset_ || errno != EAGAIN;
}

void TcpPeer::shutdown_send() {
  ::shutdown(descriptor_, SHUT_WR);
}

void TcpPeer::reset() {
  const linger hard{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  ::close(std::exchange(descriptor_, -1));
}

TcpUpstream::TcpUpstream(std::function<void(TcpPeer&)> serve)
    : serve_(std::move(serve)), listener_(listen_on_loopback(port_)) {
  ::listen(listener_, 64);
  acceptor_ = std::thread([this] { accept_all(); });
}

TcpUpstream::~TcpUpstream() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  ::close(listener_);
  for (std::thread& thread : threads_) thread.join();
}

int TcpUpstream::connections() const {
  const std::lock_guard lock(mutex_);
  return connections_;
}

void TcpUpstream::accept_all() {
  for (;;) {
    const int descriptor = ::accept(listener_, nullptr, nullptr);
    if (descriptor < 0) return;
    const std::lock_guard lock(mutex_);
    ++connections_;
    threads_.emplace_back([this, descriptor] {
      TcpPeer peer(descriptor);
      serve_(peer);
    });
  }
}

std::uint16_t free_port() {
  std::uint16_t port = 0;
  ::close(listen_on_loopback(port));
  return port;
}

}  // namespace caveat::proxy
