#include "app/reload_loop.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <utility>

namespace caveat::app {
namespace {

using Clock = std::chrono::steady_clock;

/// Without a further change; longer than an editor or a copy pauses between two files.
constexpr std::chrono::milliseconds kRest{300};
/// After the first change, also if files never come to rest: the reader of rules judges that by itself.
constexpr std::chrono::seconds kLongestWait{5};

void raise_event(int descriptor) {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(descriptor, &one, sizeof one);
}

void clear_event(int descriptor) {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto got = ::read(descriptor, &count, sizeof count);
}

}  // namespace

ReloadLoop::ReloadLoop(ReloadWork work)
    : work_(std::move(work)),
      requests_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      ending_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  watch_files();
}

ReloadLoop::~ReloadLoop() {
  end();
  ::close(requests_);
  ::close(ending_);
}

void ReloadLoop::begin() {
  thread_ = std::thread([this] { run(); });
}

void ReloadLoop::end() {
  raise_event(ending_);
  if (thread_.joinable()) thread_.join();
}

void ReloadLoop::request() {
  raise_event(requests_);
}

bool ReloadLoop::watch_files() {
  std::vector<std::string> files = work_.watched ? work_.watched() : std::vector<std::string>();
  const std::string problem = watch_.watch(files);
  if (!files.empty() && !problem.empty() && problem != told_) work_.tell(problem);
  told_ = problem;
  const bool are_others = files != watched_ || watch_.was_replaced();
  watched_ = std::move(files);
  return are_others;
}

void ReloadLoop::run() {
  for (;;) {
    std::array<pollfd, 3> waited = {pollfd{ending_, POLLIN, 0}, pollfd{requests_, POLLIN, 0},
                                    pollfd{watch_.descriptor(), POLLIN, 0}};
    if (::poll(waited.data(), waited.size(), -1) < 0) continue;
    if (waited[0].revents != 0) return;
    if (waited[1].revents == 0) {
      if (!watch_.take_changes()) continue;
      if (!wait_until_files_rest()) return;
    }
    clear_event(requests_);
    // What changes from here on is a reload of its own.
    watch_.take_changes();
    watch_files();
    work_.reload();
    // Files that it was the first to name were read before they were watched.
    if (watch_files()) request();
  }
}

/// False if the loop is to end.
bool ReloadLoop::wait_until_files_rest() {
  const auto last_moment = Clock::now() + kLongestWait;
  auto rested_at = Clock::now() + kRest;
  while (Clock::now() < std::min(rested_at, last_moment)) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(std::min(rested_at, last_moment) - Clock::now());
    std::array<pollfd, 3> waited = {pollfd{ending_, POLLIN, 0}, pollfd{requests_, POLLIN, 0},
                                    pollfd{watch_.descriptor(), POLLIN, 0}};
    if (::poll(waited.data(), waited.size(), static_cast<int>(left.count())) <= 0) continue;
    if (waited[0].revents != 0) return false;
    if (waited[1].revents != 0) return true;
    if (watch_.take_changes()) rested_at = Clock::now() + kRest;
  }
  return true;
}

}  // namespace caveat::app
