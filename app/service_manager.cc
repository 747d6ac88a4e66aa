#include "app/service_manager.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

namespace caveat::app {
namespace {

/// SD_LISTEN_FDS_START
constexpr int kFirstSocket = 3;
constexpr std::int64_t kMostSockets = 64;

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

std::optional<std::int64_t> number(const char* name) {
  const std::string_view text = variable(name);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Whether the variable, if it is there, names this process: a child of ours inherits what is not its.
bool is_for_us(const char* process) {
  const auto pid = number(process);
  return !pid || *pid == ::getpid();
}

/// A connected socket, or -1. "@" at the beginning stands for a name that is in no file system.
int connect_to(std::string_view path) {
  sockaddr_un address{};
  if (path.empty() || path.size() >= sizeof address.sun_path || (path[0] != '/' && path[0] != '@')) return -1;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  if (path[0] == '@') address.sun_path[0] = '\0';
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket >= 0 && ::connect(socket, reinterpret_cast<const sockaddr*>(&address), size) == 0) return socket;
  if (socket >= 0) ::close(socket);
  return -1;
}

bool listens(int descriptor) {
  int listening = 0;
  socklen_t size = sizeof listening;
  return ::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 && listening != 0;
}

std::vector<int> handed_over() {
  const auto count = number("LISTEN_FDS");
  // Here the variable is needed: descriptors of somebody else's are no sockets of ours.
  if (!count || *count < 1 || *count > kMostSockets || number("LISTEN_PID") != ::getpid()) return {};
  std::vector<int> sockets;
  for (int descriptor = kFirstSocket; descriptor < kFirstSocket + static_cast<int>(*count); ++descriptor) {
    if (!listens(descriptor)) continue;
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    sockets.push_back(descriptor);
  }
  return sockets;
}

std::int64_t monotonic_microseconds() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_nsec / 1000;
}

}  // namespace

ServiceManager::ServiceManager()
    : socket_(connect_to(variable("NOTIFY_SOCKET"))), listening_sockets_(handed_over()) {
  const auto watchdog = number("WATCHDOG_USEC");
  if (socket_ >= 0 && watchdog && *watchdog > 0 && is_for_us("WATCHDOG_PID"))
    watchdog_interval_ = std::chrono::milliseconds(std::max<std::int64_t>(1, *watchdog / 2000));
}

ServiceManager::~ServiceManager() {
  if (socket_ >= 0) ::close(socket_);
}

void ServiceManager::send(std::string_view message) const {
  if (socket_ >= 0) ::send(socket_, message.data(), message.size(), MSG_NOSIGNAL);
}

void ServiceManager::ready(std::string_view status) const {
  if (stopping_) return;
  std::string message = "READY=1\nSTATUS=";
  send(message.append(status.substr(0, status.find('\n'))));
}

void ServiceManager::reloading() const {
  send("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(monotonic_microseconds()));
}

void ServiceManager::stopping() {
  stopping_ = true;
  send("STOPPING=1");
}

void ServiceManager::alive() const {
  send("WATCHDOG=1");
}

}  // namespace caveat::app
