// Which sockets of a thread are ready: an epoll(7) of our own, edge-triggered, so that a wait costs no system
// call.
#pragma once

#include <boost/asio/execution_context.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/system/error_code.hpp>
#include <cstdint>

#include "proxy/socket_wait.h"

namespace caveat::proxy {

/// Who hears of a descriptor's events.
class SocketWatcher {
 public:
  /// `events` of epoll_wait(2). Calls nobody who waits: others have not heard of theirs yet.
  virtual void note(std::uint32_t events) = 0;

 protected:
  SocketWatcher() = default;
  ~SocketWatcher() = default;
  SocketWatcher(const SocketWatcher&) = default;
  SocketWatcher& operator=(const SocketWatcher&) = default;
};

/// Asio's own reactor tries to read before it waits, in vain almost always, and costs an epoll_ctl(2) where
/// it does not (docs/decisions/034). This one waits inside of it: its epoll descriptor is one of Asio's. One
/// for each io_context, which one thread runs; `run` of that returns when nothing waits here either.
class SocketReactor final : public boost::asio::execution_context::service {
 public:
  using key_type = SocketReactor;
  static boost::asio::execution_context::id id;
  static SocketReactor& of(boost::asio::io_context& io);

  explicit SocketReactor(boost::asio::io_context& io);
  SocketReactor(const SocketReactor&) = delete;
  SocketReactor& operator=(const SocketReactor&) = delete;
  ~SocketReactor() override;

  /// Tells `watcher` what of `events` (EPOLLIN, EPOLLOUT) happens, from what is so now on, until `forget`.
  boost::system::error_code watch(int descriptor, SocketWatcher& watcher, std::uint32_t events);
  /// Of a descriptor that is watched: `events` are all that are told from now on.
  boost::system::error_code rewatch(int descriptor, SocketWatcher& watcher, std::uint32_t events);
  void forget(int descriptor);

  /// `wait` has got its handler, and waits from here on.
  void begin(SocketWait& wait);
  /// `wait` is over: its handler is called from the loop, never from here.
  void end(SocketWait& wait, WaitEnd how);

  /// Whether whoever runs was woken by this reactor, and all that sockets had told up to then is known.
  bool has_heard_all() const { return heard_all_; }
  /// How many times the kernel was asked for events.
  std::uint64_t turn() const { return turn_; }

 private:
  void shutdown() override;
  void arm();
  void take_events();
  void call_ended();
  void post_ended();

  boost::asio::io_context& io_;
  boost::asio::posix::stream_descriptor epoll_;
  SocketWaits waiting_;
  SocketWaits ended_;
  std::uint64_t turn_ = 0;
  bool armed_ = false;
  bool telling_ = false;
  bool heard_all_ = false;  ///< while it tells
  bool posted_ = false;
};

}  // namespace caveat::proxy
