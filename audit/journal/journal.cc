#include "audit/journal/journal.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace caveat::audit {
namespace {

constexpr std::chrono::seconds kBetweenLooks{1};
constexpr std::chrono::minutes kBetweenCounts{1};
/// Ends that wait for a disk to come back.
constexpr std::size_t kMostPostponed = 100'000;

Moment now() {
  return {.wall = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
          .steady = std::chrono::steady_clock::now()};
}

}  // namespace

boost::system::result<std::unique_ptr<Journal>, std::string> Journal::open(JournalOptions options,
                                                                           JournalEvents events) {
  auto writer = JournalWriter::open(std::move(options));
  if (!writer) return writer.error();
  return std::unique_ptr<Journal>(new Journal(*std::move(writer), std::move(events)));
}

Journal::Journal(JournalWriter writer, JournalEvents events)
    : writer_(std::move(writer)),
      events_(std::move(events)),
      damage_(writer_.damage()),
      counted_(now().steady) {
  // So that a disk that takes nothing is known of before the first reader comes.
  writer_.append({}, now());
  if (events_.kept && !writer_.last_lines().empty()) events_.kept(writer_.last_lines());
  tell();
  note_figures();
  thread_ = std::thread([this] { run(); });
}

Journal::~Journal() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  work_.notify_one();
  thread_.join();
}

void Journal::decided(const filter::Record& record, Done done) {
  {
    std::unique_lock lock(mutex_);
    if (is_stuck_) {
      ++figures_.not_kept;
      lock.unlock();
      return done({});
    }
  }
  hand_over({.members = decided_members(record),
             .done = std::move(done),
             .is_count = false,
             .since = std::chrono::steady_clock::now()});
}

void Journal::ended(std::uint64_t number, const filter::Record& record) {
  hand_over({.members = ended_members(number, record), .done = nullptr, .is_count = false, .since = {}});
}

void Journal::hand_over(Waiting waiting) {
  const std::lock_guard lock(mutex_);
  queue_.push_back(std::move(waiting));
}

void Journal::commit() {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.empty() || is_due_) return;
    is_due_ = true;
  }
  work_.notify_one();
}

void Journal::overdue() {
  {
    const std::lock_guard lock(mutex_);
    if (is_stuck_) return;
    is_stuck_ = true;
  }
  const std::lock_guard lock(telling_);
  if (!told_.empty()) return;
  told_ = "nothing was kept in the time that a response waits: the disk does not answer";
  if (events_.problem) events_.problem(told_);
}

void Journal::run() {
  std::vector<Waiting> batch;
  for (bool goes_on = true; goes_on;) {
    {
      std::unique_lock lock(mutex_);
      work_.wait_for(lock, kBetweenLooks, [this] { return ending_ || is_due_; });
      batch.swap(queue_);
      is_due_ = false;
      goes_on = !ending_ || !batch.empty();
    }
    keep(batch);
    batch.clear();
  }
  std::vector<Waiting> last = std::move(postponed_);
  add_count(last, now(), true);
  keep(last);
  writer_.stop(now());
  tell();
  if (events_.kept && !writer_.last_lines().empty()) events_.kept(writer_.last_lines());
  note_figures();
}

void Journal::keep(std::vector<Waiting>& batch) {
  const Moment begin = now();
  const bool had_problem = !writer_.problem().empty();
  add_count(batch, begin, false);
  std::move(postponed_.begin(), postponed_.end(), std::back_inserter(batch));
  postponed_.clear();
  if (batch.empty() && !had_problem) {
    writer_.look_at_clock(begin);
  } else {
    std::vector<std::string> members;
    members.reserve(batch.size());
    for (Waiting& one : batch) members.push_back(std::move(one.members));
    const auto first = writer_.append(members, begin);
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i].members = std::move(members[i]);
    first ? answer(batch, *first, now()) : give_up(batch);
  }
  tell();
  if (events_.kept && !writer_.last_lines().empty()) events_.kept(writer_.last_lines());
  note_figures();
}

void Journal::answer(std::vector<Waiting>& batch, std::uint64_t first, const Moment& now) {
  filter::EvidenceFigures more;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (!batch[i].done) {
      more.ended += batch[i].is_count ? 0 : 1;
      continue;
    }
    ++more.decided;
    const double seconds = std::chrono::duration<double>(now.steady - batch[i].since).count();
    const auto bound = std::lower_bound(more.kBounds.begin(), more.kBounds.end(), seconds);
    ++more.commits_by_time[static_cast<std::size_t>(bound - more.kBounds.begin())];
    more.commit_seconds += seconds;
  }
  note(more);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (batch[i].done) batch[i].done({.kept = true, .number = first + i});
  }
}

void Journal::note(const filter::EvidenceFigures& more) {
  const std::lock_guard lock(mutex_);
  figures_.decided += more.decided;
  figures_.ended += more.ended;
  figures_.commit_seconds += more.commit_seconds;
  for (std::size_t i = 0; i < more.commits_by_time.size(); ++i)
    figures_.commits_by_time[i] += more.commits_by_time[i];
}

void Journal::give_up(std::vector<Waiting>& batch) {
  std::uint64_t not_kept = 0;
  std::uint64_t lost = 0;
  for (Waiting& one : batch) {
    if (one.done) {
      ++not_kept;
      one.done({});
    } else if (postponed_.size() < kMostPostponed) {
      postponed_.push_back(std::move(one));
    } else {
      ++lost;
    }
  }
  const std::lock_guard lock(mutex_);
  figures_.not_kept += not_kept;
  figures_.endings_lost += lost;
}

/// Counts that could not be kept are postponed like ends.
void Journal::add_count(std::vector<Waiting>& batch, const Moment& now, bool is_last) {
  if (!is_last && now.steady - counted_ < kBetweenCounts) return;
  counted_ = now.steady;
  const std::uint64_t uncovered = uncovered_.load(std::memory_order_relaxed);
  const std::uint64_t without_record = without_record_.load(std::memory_order_relaxed);
  const Count count{.uncovered = uncovered - counted_uncovered_,
                    .without_record = without_record - counted_without_record_};
  counted_uncovered_ = uncovered;
  counted_without_record_ = without_record;
  if (count.uncovered + count.without_record == 0) return;
  const std::string minute = minute_text(std::chrono::floor<std::chrono::minutes>(now.wall));
  batch.push_back({.members = count_members(minute, count), .done = nullptr, .is_count = true, .since = {}});
}

void Journal::tell() {
  {
    const std::lock_guard lock(mutex_);
    is_stuck_ = false;
  }
  const std::lock_guard lock(telling_);
  const std::uint64_t unsynced = writer_.failures().unsynced - told_unsynced_;
  told_unsynced_ += unsynced;
  if (unsynced > 0 && events_.endangered) events_.endangered(unsynced);
  if (writer_.problem() == told_) return;
  told_ = writer_.problem();
  if (events_.problem) events_.problem(told_);
}

void Journal::note_figures() {
  const WriterFailures& failures = writer_.failures();
  const std::lock_guard lock(mutex_);
  figures_.failed_opens = failures.open;
  figures_.failed_writes = failures.write;
  figures_.failed_syncs = failures.sync;
  figures_.unsynced = failures.unsynced;
  figures_.bytes = writer_.bytes();
  figures_.uncovered = uncovered_.load(std::memory_order_relaxed);
}

filter::EvidenceFigures Journal::figures() const {
  const std::lock_guard lock(mutex_);
  filter::EvidenceFigures figures = figures_;
  figures.uncovered = uncovered_.load(std::memory_order_relaxed);
  return figures;
}

}  // namespace caveat::audit
