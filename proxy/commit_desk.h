// Where the coroutines of one thread wait for what another thread keeps for them, and what they hand over
// meets.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "filter/evidence.h"
#include "proxy/deadlines.h"

namespace caveat::proxy {

/// Shared with whoever may still answer when the thread has ended. All but what `done` gives belongs to the
/// thread of `io`, until `close`.
class CommitDesk : public std::enable_shared_from_this<CommitDesk> {
 public:
  /// `sink` may be null, if nothing is handed over; it outlives the thread.
  CommitDesk(boost::asio::io_context& io, filter::EvidenceSink* sink) : io_(io), sink_(sink) {}
  CommitDesk(const CommitDesk&) = delete;
  CommitDesk& operator=(const CommitDesk&) = delete;

  /// One that waits. Leaves the desk when it dies.
  class Wait {
   public:
    explicit Wait(std::shared_ptr<CommitDesk> desk);
    ~Wait();
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;

    /// Hand this over; it may be called from any thread, at once or never.
    filter::EvidenceSink::Done done() const;
    /// nullopt if nothing has come after `patience`, by the clock of `deadlines`: then `settle_late` has to
    /// be told how the response ended.
    boost::asio::awaitable<std::optional<filter::EvidenceSink::Receipt>> receipt(
        std::chrono::milliseconds patience, const Deadlines& deadlines);
    std::uint64_t ticket() const { return ticket_; }

   private:
    friend class CommitDesk;
    std::shared_ptr<CommitDesk> desk_;
    std::uint64_t ticket_;
    boost::asio::steady_timer arrived_;
    std::optional<filter::EvidenceSink::Receipt> receipt_;
  };

  /// Something was handed to the sink: lets it begin to keep that, together with what else the thread hands
  /// over before it looks for new events.
  void commit_soon();
  /// How the response of a wait in vain ended. If its record is kept after all, it gets that end; if it is
  /// not and the response `was_sent`, it is counted.
  void settle_late(std::uint64_t ticket, filter::Record end, bool was_sent);
  /// Before the thread's io_context goes: what is answered from now on is dropped, but for what is late.
  void close();

 private:
  /// Of a wait in vain: what came of it so far.
  struct Late {
    std::optional<filter::EvidenceSink::Receipt> receipt;
    std::optional<filter::Record> end;
    bool was_sent = false;
  };

  std::optional<filter::EvidenceSink::Receipt> give_up(std::uint64_t ticket);
  void close_late(const Late& late);
  void deliver(std::uint64_t ticket, filter::EvidenceSink::Receipt receipt);
  void hand_out();

  boost::asio::io_context& io_;
  filter::EvidenceSink* sink_;
  bool commits_soon_ = false;
  std::uint64_t next_ticket_ = 0;
  std::unordered_map<std::uint64_t, Wait*> waiting_;
  std::mutex mutex_;
  bool closed_ = false;  ///< with the next three, under the mutex
  bool posted_ = false;
  std::vector<std::pair<std::uint64_t, filter::EvidenceSink::Receipt>> delivered_;
  std::unordered_map<std::uint64_t, Late> late_;
};

}  // namespace caveat::proxy
