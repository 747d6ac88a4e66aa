// Whose turn it is where more is asked at once over HTTP/2 than there are connections to sites for.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/intrusive/list.hpp>
#include <cstddef>

namespace caveat::proxy {

/// Turns of requests that are under way beside another one of the same connection. One thread.
class RequestTurns {
 public:
  /// A connection with requests that wait for a turn; may go at any time.
  class Waiter
      : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
   public:
    /// There may be a turn. Never from within a call of the waiter's.
    virtual void look_for_turn() = 0;

   protected:
    ~Waiter() = default;
  };

  RequestTurns(boost::asio::io_context& io, std::size_t most) : io_(io), most_(most) {}
  RequestTurns(const RequestTurns&) = delete;
  RequestTurns& operator=(const RequestTurns&) = delete;

  /// Whether a connection that has `held` turns may take one more: no more than all others find left.
  bool has_one_for(std::size_t held) const { return taken_ < most_ && held < most_ - taken_; }
  void take() { ++taken_; }
  void give_back();
  /// Until it is unlinked, or was told to look.
  void wait(Waiter& waiter);

 private:
  void wake_some();

  using Waiters = boost::intrusive::list<Waiter, boost::intrusive::constant_time_size<false>>;
  boost::asio::io_context& io_;
  const std::size_t most_;
  std::size_t taken_ = 0;
  Waiters waiters_;
  bool is_waking_ = false;
};

}  // namespace caveat::proxy
