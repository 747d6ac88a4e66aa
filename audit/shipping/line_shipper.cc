#include "audit/shipping/line_shipper.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace caveat::audit {
namespace {

constexpr std::size_t kMostWaitingBytes = 64 * 1024 * 1024;
constexpr std::chrono::milliseconds kPauseAfterFailedSend{500};
constexpr std::chrono::seconds kFarewell{1};

}  // namespace

LineShipper::LineShipper(std::string_view name, std::unique_ptr<LineTransport> transport)
    : transport_(std::move(transport)), thread_([this] { run(); }) {
  const std::lock_guard lock(mutex_);
  figures_.to = name;
}

LineShipper::~LineShipper() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    last_moment_ = std::chrono::steady_clock::now() + kFarewell;
  }
  work_.notify_one();
  thread_.join();
}

void LineShipper::take(std::string_view lines) {
  {
    const std::lock_guard lock(mutex_);
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size() - 1);
      const std::string_view line = lines.substr(0, end);
      lines.remove_prefix(end + 1);
      if (waiting_bytes_ + line.size() > kMostWaitingBytes) {
        ++figures_.dropped;
        continue;
      }
      waiting_.emplace_back(line);
      waiting_bytes_ += line.size();
    }
  }
  work_.notify_one();
}

/// Under the mutex.
bool LineShipper::may_go_on() const {
  return !ending_ || (!waiting_.empty() && std::chrono::steady_clock::now() < last_moment_);
}

void LineShipper::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    work_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    if (!may_go_on()) return;
    const std::string line = waiting_.front();
    lock.unlock();
    const bool sent = transport_->send(line);
    lock.lock();
    if (sent) {
      waiting_.pop_front();
      waiting_bytes_ -= line.size();
      ++figures_.sent;
      continue;
    }
    ++figures_.failures;
    work_.wait_for(lock, kPauseAfterFailedSend, [this] { return ending_; });
  }
}

filter::EvidenceFigures::Shipment LineShipper::figures() const {
  const std::lock_guard lock(mutex_);
  filter::EvidenceFigures::Shipment figures = figures_;
  figures.waiting = waiting_.size();
  return figures;
}

}  // namespace caveat::audit
