#include "proxy/deadlines.h"

#include <algorithm>

namespace caveat::proxy {
namespace {

/// How far from tick to tick time goes at most.
constexpr std::chrono::steady_clock::duration kLongestStep = std::chrono::milliseconds(500);

}  // namespace

Deadline::Deadline(Deadlines& deadlines) : deadlines_(deadlines) {
  deadlines.all_.push_back(*this);
}

void Deadline::expire_after(std::chrono::milliseconds time) {
  at_ = deadlines_.now_ + time;
}

Deadlines::Deadlines(boost::asio::io_context& io) : timer_(io), now_(std::chrono::steady_clock::now()) {
  wait();
}

std::chrono::steady_clock::time_point Deadlines::now() const {
  return std::min(std::chrono::steady_clock::now() - stood_still_, now_ + kLongestStep);
}

void Deadlines::stop() {
  stopped_ = true;
  timer_.cancel();
}

void Deadlines::wait() {
  timer_.expires_after(kTick);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error && !stopped_) look();
  });
}

void Deadlines::look() {
  const auto now = std::chrono::steady_clock::now();
  // While the process was stopped nobody was late: what came meanwhile was not read, and what was begun since
  // counts from before.
  stood_still_ += std::max(now - stood_still_ - now_, kLongestStep) - kLongestStep;
  now_ = now - stood_still_;
  for (auto next = all_.begin(); next != all_.end();) {
    Deadline& deadline = *next++;
    if (deadline.at_ > now_) continue;
    deadline.clear();
    deadline.expired();
  }
  wait();
}

}  // namespace caveat::proxy
