#include "proxy/housekeeping.h"

#include <utility>

namespace caveat::proxy {

using boost::system::error_code;

Housekeeping::Housekeeping(boost::asio::io_context& io, HousekeepingWork work)
    : work_(std::move(work)), second_(io), interval_(io) {
  every_second();
  if (work_.alive && work_.alive_interval.count() > 0) beat();
}

void Housekeeping::every_second() {
  second_.expires_after(std::chrono::seconds(1));
  second_.async_wait([this](const error_code& error) {
    if (error) return;
    work_.every_second();
    every_second();
  });
}

void Housekeeping::beat() {
  answered_ = std::make_shared<std::atomic<std::size_t>>(0);
  work_.ask_threads([answered = answered_] { answered->fetch_add(1, std::memory_order_relaxed); });
  interval_.expires_after(work_.alive_interval);
  interval_.async_wait([this](const error_code& error) {
    if (error) return;
    if (answered_->load(std::memory_order_relaxed) >= work_.threads) work_.alive();
    beat();
  });
}

}  // namespace caveat::proxy
