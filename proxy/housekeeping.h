// What a server does beside serving, again and again.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace caveat::proxy {

/// What is done, and how often.
struct HousekeepingWork {
  std::function<void()> every_second;
  /// Has each thread that serves call the function which it is given, when it has time for it.
  std::function<void(const std::function<void()>& answer)> ask_threads;
  std::size_t threads = 0;
  /// Told every `alive_interval` if all threads have answered since: one that hangs keeps it silent.
  std::function<void()> alive;
  std::chrono::milliseconds alive_interval{};  ///< 0: never
};

/// On the thread that runs `io`, from its construction on. `io` is stopped before it is destroyed.
class Housekeeping {
 public:
  Housekeeping(boost::asio::io_context& io, HousekeepingWork work);

 private:
  void every_second();
  void beat();

  HousekeepingWork work_;
  boost::asio::steady_timer second_;
  boost::asio::steady_timer interval_;
  std::shared_ptr<std::atomic<std::size_t>> answered_;  ///< shared with answers that come late
};

}  // namespace caveat::proxy
