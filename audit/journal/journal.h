// The evidence of a running server: a thread that keeps what others hand it.
#pragma once

#include <array>
#include <atomic>
#include <boost/system/result.hpp>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "audit/journal/journal_writer.h"
#include "filter/evidence.h"

namespace caveat::audit {

/// What a journal tells of itself, on its own thread, or `overdue`'s; never twice at once. Each may be empty.
struct JournalEvents {
  /// Why records cannot be kept, whenever that changes; "" once they can again.
  std::function<void(const std::string& problem)> problem = {};
  /// So many of the last lines counted as kept before their fsync failed: a loss of power may take them.
  std::function<void(std::uint64_t lines)> endangered = {};
  /// Whole lines, with their ends, that were kept. It must not take long.
  std::function<void(std::string_view lines)> kept = {};
};

/// Keeps together what comes together: one write, and one fsync, for all that waited meanwhile.
class Journal final : public filter::EvidenceSink {
 public:
  /// The error is in words: the folder cannot be used. That a record cannot be kept is none: that is told.
  static boost::system::result<std::unique_ptr<Journal>, std::string> open(JournalOptions options,
                                                                           JournalEvents events);
  /// Keeps what waits, and a last checkpoint.
  ~Journal() override;

  void decided(const filter::Record& record, Done done) override;
  void ended(std::uint64_t number, const filter::Record& record) override;
  void commit() override;
  void overdue() override;
  void uncovered() override { uncovered_.fetch_add(1, std::memory_order_relaxed); }
  void sent_without_record() override { without_record_.fetch_add(1, std::memory_order_relaxed); }
  filter::EvidenceFigures figures() const override;

  /// What was found wrong with the journal when it was opened, in words; empty if nothing was.
  const std::string& damage() const { return damage_; }

 private:
  struct Waiting {
    std::string members;
    Done done;  ///< empty for what comes after the last byte, and for counts
    bool is_count = false;
    std::chrono::steady_clock::time_point since;
  };

  Journal(JournalWriter writer, JournalEvents events);
  void hand_over(Waiting waiting);
  void run();
  void keep(std::vector<Waiting>& batch);
  void answer(std::vector<Waiting>& batch, std::uint64_t first, const Moment& now);
  void give_up(std::vector<Waiting>& batch);
  void add_count(std::vector<Waiting>& batch, const Moment& now, bool is_last);
  void tell();
  void note(const filter::EvidenceFigures& more);
  void note_figures();

  JournalWriter writer_;  ///< of the thread
  JournalEvents events_;
  std::string damage_;
  std::mutex telling_;
  std::string told_;  ///< under the mutex above
  std::uint64_t told_unsynced_ = 0;
  std::vector<Waiting> postponed_;  ///< ends that could not be kept so far
  std::chrono::steady_clock::time_point counted_{};
  std::uint64_t counted_uncovered_ = 0;
  std::uint64_t counted_without_record_ = 0;

  std::atomic<std::uint64_t> uncovered_ = 0;
  std::atomic<std::uint64_t> without_record_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable work_;
  std::vector<Waiting> queue_;
  bool ending_ = false;
  bool is_due_ = false;              ///< somebody waits for what is in the queue
  bool is_stuck_ = false;            ///< somebody has waited in vain, and nothing was kept since
  filter::EvidenceFigures figures_;  ///< under the mutex
  std::thread thread_;
};

}  // namespace caveat::audit
