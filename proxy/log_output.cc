#include "proxy/log_output.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace caveat::proxy {
namespace {

using Clock = std::chrono::steady_clock;

/// Bytes.
constexpr std::size_t kMostLinesWaiting = 1024 * 1024;
constexpr std::chrono::seconds kFarewell{2};
/// Lines of one moment are written together: to wake the thread for each would cost more than to write it.
constexpr std::chrono::milliseconds kGather{5};
/// A pipe that says it is writable takes so much without a wait (pipe(7)), and so does a terminal.
constexpr std::size_t kWrittenAtOnce = 4096;
constexpr std::chrono::milliseconds kLookAgain{100};

std::uint64_t lines_in(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

bool is_socket(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
}

/// Whole lines, as far as they are short enough: others may write to the same pipe.
std::size_t size_of_piece(std::string_view text) {
  if (text.size() <= kWrittenAtOnce) return text.size();
  const std::size_t last_end = text.substr(0, kWrittenAtOnce).rfind('\n');
  return last_end == std::string_view::npos ? kWrittenAtOnce : last_end + 1;
}

}  // namespace

struct LogOutput::Queue {
  Queue(int descriptor_, TellDropped tell_)
      : descriptor(descriptor_), goes_to_socket(is_socket(descriptor_)), tell(std::move(tell_)) {}

  void run();
  void put(std::string_view text);
  std::string_view rest_of_writing(std::string_view text);
  void drop(std::string_view text) { dropped += lines_in(text); }
  bool is_over() const { return Clock::now().time_since_epoch().count() >= ends_at; }

  const int descriptor;
  const bool goes_to_socket;
  const TellDropped tell;
  std::mutex mutex;
  std::condition_variable changed;
  std::string waiting;
  std::atomic<std::uint64_t> dropped = 0;
  std::atomic<Clock::rep> ends_at = Clock::time_point::max().time_since_epoch().count();
  bool begun = false;
  bool ending = false;
  bool ended = false;
  char last = '\n';  ///< that went out
};

/// Where a line was cut short, the next one begins anew.
void LogOutput::Queue::put(std::string_view text) {
  const bool is_cut = last != '\n' && !rest_of_writing("\n").empty();
  drop(is_cut ? text : rest_of_writing(text));
}

/// What could not be written, or has not gone out at the end.
std::string_view LogOutput::Queue::rest_of_writing(std::string_view text) {
  while (!text.empty()) {
    pollfd asked{.fd = descriptor, .events = POLLOUT, .revents = 0};
    const int ready = ::poll(&asked, 1, static_cast<int>(kLookAgain.count()));
    if (ready <= 0 && is_over()) break;
    if (ready <= 0) continue;
    const std::size_t size = size_of_piece(text);
    const ssize_t written = goes_to_socket
                                ? ::send(descriptor, text.data(), size, MSG_DONTWAIT | MSG_NOSIGNAL)
                                : ::write(descriptor, text.data(), size);
    if (written > 0) {
      last = text[static_cast<std::size_t>(written) - 1];
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    const bool may_go_on = written > 0 || errno == EAGAIN || errno == EINTR;
    if (!may_go_on) break;
  }
  return text;
}

void LogOutput::Queue::run() {
  std::uint64_t told = 0;
  std::string taken;
  std::unique_lock lock(mutex);
  for (;;) {
    changed.wait(lock, [this] { return !waiting.empty() || ending; });
    changed.wait_for(lock, kGather, [this] { return ending; });
    if (waiting.empty()) break;
    taken.swap(waiting);
    lock.unlock();
    const std::uint64_t before = dropped;
    put(taken);
    taken.clear();
    // Not while it still fails: each telling would be dropped as well.
    const std::uint64_t now = dropped;
    const bool goes_on = now == before && now != told;
    lock.lock();
    if (!tell || !goes_on || ending) continue;
    lock.unlock();
    tell(now - std::exchange(told, now));
    lock.lock();
  }
  ended = true;
  changed.notify_all();
}

LogOutput::LogOutput(int descriptor, TellDropped tell)
    : queue_(std::make_shared<Queue>(descriptor, std::move(tell))) {}

LogOutput::~LogOutput() {
  end();
}

void LogOutput::end() {
  const Clock::time_point ends_at = Clock::now() + kFarewell;
  std::unique_lock lock(queue_->mutex);
  if (std::exchange(queue_->ending, true)) return;
  queue_->ends_at = ends_at.time_since_epoch().count();
  queue_->changed.notify_all();
  // Only a thread that hangs in a write is left to itself.
  if (queue_->begun)
    queue_->changed.wait_until(lock, ends_at + 2 * kLookAgain, [this] { return queue_->ended; });
}

void LogOutput::begin() {
  const std::lock_guard lock(queue_->mutex);
  queue_->begun = true;
  std::thread([queue = queue_] { queue->run(); }).detach();
}

void LogOutput::write(std::string_view lines) {
  std::unique_lock lock(queue_->mutex);
  if (!queue_->begun || queue_->ended) return queue_->put(lines);
  if (queue_->waiting.size() + lines.size() > kMostLinesWaiting) return queue_->drop(lines);
  const bool was_empty = queue_->waiting.empty();
  queue_->waiting += lines;
  lock.unlock();
  if (was_empty) queue_->changed.notify_one();
}

std::uint64_t LogOutput::dropped() const {
  return queue_->dropped;
}

}  // namespace caveat::proxy
