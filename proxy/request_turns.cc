#include "proxy/request_turns.h"

#include <boost/asio/post.hpp>

namespace caveat::proxy {
namespace {

/// Those who hold much find nothing that is left for them, and stand in line again.
constexpr int kMostWoken = 8;

}  // namespace

void RequestTurns::give_back() {
  --taken_;
  if (waiters_.empty() || is_waking_) return;
  is_waking_ = true;
  boost::asio::post(io_, [this] { wake_some(); });
}

void RequestTurns::wait(Waiter& waiter) {
  if (!waiter.is_linked()) waiters_.push_back(waiter);
}

void RequestTurns::wake_some() {
  is_waking_ = false;
  for (int woken = 0; woken < kMostWoken && !waiters_.empty() && taken_ < most_; ++woken) {
    Waiter& first = waiters_.front();
    waiters_.pop_front();
    first.look_for_turn();
  }
}

}  // namespace caveat::proxy
