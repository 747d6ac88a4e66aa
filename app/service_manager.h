// What the server and the service manager that started it tell each other: sd_notify(3), sd_listen_fds(3).
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace caveat::app {

/// The notify socket of systemd, or of whoever else sets NOTIFY_SOCKET. Without one all calls do nothing.
/// Safe to use from any thread; a manager that does not listen blocks nobody.
class ServiceManager {
 public:
  /// Reads the environment once; call it while there is one thread.
  ServiceManager();
  ~ServiceManager();
  ServiceManager(const ServiceManager&) = delete;
  ServiceManager& operator=(const ServiceManager&) = delete;

  /// `status` is one line for `systemctl status`. Not told any more after `stopping`.
  void ready(std::string_view status) const;
  /// Has to be followed by `ready`.
  void reloading() const;
  void stopping();
  /// That the server still works; to be told at least as often as `watchdog_interval` says.
  void alive() const;

  /// Half of the time after which the manager takes silence for death; nothing if it does not ask.
  std::optional<std::chrono::milliseconds> watchdog_interval() const { return watchdog_interval_; }
  /// Listening sockets that the manager has bound and handed over; the caller owns them.
  const std::vector<int>& listening_sockets() const { return listening_sockets_; }

 private:
  void send(std::string_view message) const;

  int socket_ = -1;
  std::atomic<bool> stopping_ = false;  ///< a reload that ends afterwards makes nothing ready
  std::optional<std::chrono::milliseconds> watchdog_interval_;
  std::vector<int> listening_sockets_;
};

}  // namespace caveat::app
