// Many deadlines for the price of one timer: setting one is a store.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>
#include <chrono>

namespace caveat::proxy {

class Deadlines;

/// Something that must happen in time. Leaves its Deadlines when it dies; dies before them.
class Deadline
    : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  explicit Deadline(Deadlines& deadlines);
  virtual ~Deadline() = default;
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  /// `expired` will be called once, up to a tick after `time` from now, unless it is set anew or cleared.
  void expire_after(std::chrono::milliseconds time);
  void clear() { at_ = kNever; }
  const Deadlines& all() const { return deadlines_; }

 protected:
  /// Called from the timer; must not destroy any Deadline.
  virtual void expired() = 0;

 private:
  friend class Deadlines;
  static constexpr auto kNever = std::chrono::steady_clock::time_point::max();

  Deadlines& deadlines_;
  std::chrono::steady_clock::time_point at_ = kNever;
};

/// All deadlines of one thread; looks through them once a tick, and only then asks for the time. Time for
/// which the process or its machine was stopped does not count, but for half a second.
class Deadlines {
 public:
  static constexpr std::chrono::milliseconds kTick{50};

  explicit Deadlines(boost::asio::io_context& io);
  Deadlines(const Deadlines&) = delete;
  Deadlines& operator=(const Deadlines&) = delete;

  /// The clock that they go by, exactly: for moments that last longer than one wait.
  std::chrono::steady_clock::time_point now() const;
  /// What is left until `moment` of that clock, rounded up; not positive once it has passed.
  std::chrono::milliseconds time_until(std::chrono::steady_clock::time_point moment) const {
    return std::chrono::ceil<std::chrono::milliseconds>(moment - now());
  }

  /// Stops the timer, so that the io_context can run out of work.
  void stop();

 private:
  friend class Deadline;
  void wait();
  void look();

  boost::asio::steady_timer timer_;
  std::chrono::steady_clock::time_point now_;  ///< at the last tick, less `stood_still_`
  std::chrono::steady_clock::duration stood_still_{};
  boost::intrusive::list<Deadline, boost::intrusive::constant_time_size<false>> all_;
  bool stopped_ = false;
};

}  // namespace caveat::proxy
