#include "proxy/commit_desk.h"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "proxy/await_tuple.h"

namespace caveat::proxy {

namespace asio = boost::asio;
using filter::EvidenceSink;

CommitDesk::Wait::Wait(std::shared_ptr<CommitDesk> desk)
    : desk_(std::move(desk)), ticket_(desk_->next_ticket_++), arrived_(desk_->io_) {
  desk_->waiting_.emplace(ticket_, this);
}

CommitDesk::Wait::~Wait() {
  desk_->waiting_.erase(ticket_);
}

EvidenceSink::Done CommitDesk::Wait::done() const {
  return [desk = desk_, ticket = ticket_](EvidenceSink::Receipt receipt) { desk->deliver(ticket, receipt); };
}

asio::awaitable<std::optional<EvidenceSink::Receipt>> CommitDesk::Wait::receipt(
    std::chrono::milliseconds patience, const Deadlines& deadlines) {
  const auto last_moment = deadlines.now() + patience;
  // What has arrived before is handed out by the same thread: not between here and the wait.
  while (!receipt_ && deadlines.now() < last_moment) {
    arrived_.expires_after(deadlines.time_until(last_moment));
    co_await arrived_.async_wait(kAwaitTuple);
  }
  if (!receipt_) receipt_ = desk_->give_up(ticket_);
  co_return receipt_;
}

/// What came in the last moment; if nothing did, it is late from now on.
std::optional<EvidenceSink::Receipt> CommitDesk::give_up(std::uint64_t ticket) {
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [of, receipt] : delivered_) {
      if (of == ticket) return receipt;
    }
    late_.emplace(ticket, Late{});
  }
  sink_->overdue();
  return std::nullopt;
}

void CommitDesk::settle_late(std::uint64_t ticket, filter::Record end, bool was_sent) {
  Late late;
  {
    const std::lock_guard lock(mutex_);
    const auto found = late_.find(ticket);
    if (found == late_.end()) return;
    found->second.end = std::move(end);
    found->second.was_sent = was_sent;
    if (!found->second.receipt) return;
    late = std::move(found->second);
    late_.erase(found);
  }
  close_late(late);
}

/// Both have come.
void CommitDesk::close_late(const Late& late) {
  if (late.receipt->kept) {
    sink_->ended(late.receipt->number, *late.end);
    sink_->commit();
  } else if (late.was_sent) {
    sink_->sent_without_record();
  }
}

void CommitDesk::commit_soon() {
  if (commits_soon_) return;
  commits_soon_ = true;
  // Runs behind whatever is ready by now.
  asio::post(io_, [self = shared_from_this()] {
    self->commits_soon_ = false;
    self->sink_->commit();
  });
}

void CommitDesk::deliver(std::uint64_t ticket, EvidenceSink::Receipt receipt) {
  std::unique_lock lock(mutex_);
  if (const auto found = late_.find(ticket); found != late_.end()) {
    found->second.receipt = receipt;
    if (!found->second.end) return;
    const Late late = std::move(found->second);
    late_.erase(found);
    lock.unlock();
    return close_late(late);
  }
  if (closed_) return;
  delivered_.emplace_back(ticket, receipt);
  if (posted_) return;
  posted_ = true;
  asio::post(io_, [self = shared_from_this()] { self->hand_out(); });
}

void CommitDesk::hand_out() {
  decltype(delivered_) delivered;
  {
    const std::lock_guard lock(mutex_);
    delivered.swap(delivered_);
    posted_ = false;
  }
  for (const auto& [ticket, receipt] : delivered) {
    const auto found = waiting_.find(ticket);
    if (found == waiting_.end()) continue;
    found->second->receipt_ = receipt;
    found->second->arrived_.cancel();
  }
}

void CommitDesk::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  delivered_.clear();
}

}  // namespace caveat::proxy
