#include "audit/capture/capture.h"

#include <utility>

#include "audit/capture/reader_mentions.h"

namespace caveat::audit {
namespace {

class Member final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

/// What one response costs while it waits.
std::size_t weight(const filter::CapturedResponse& response) {
  constexpr std::size_t kBesides = 4096;
  return response.body.size() + kBesides;
}

/// Spreads consecutive numbers over all 64 bits (SplitMix64, Steele et al. 2014).
std::uint64_t scattered(std::uint64_t number) {
  std::uint64_t z = number * 0x9e3779b97f4a7c15U;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

}  // namespace

Capture::Capture(CaptureOptions options, std::function<void(const std::string&)> tell)
    : options_(std::move(options)),
      tell_(std::move(tell)),
      files_(options_.warc, options_.rotate_bytes),
      thread_([this] { run(); }) {}

Capture::~Capture() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

bool Capture::wants_next() {
  if (options_.sample >= 1) return true;
  constexpr double kAll = 18446744073709551616.0;  // 2^64
  return static_cast<double>(scattered(seen_.fetch_add(1, std::memory_order_relaxed) + 1)) <
         options_.sample * kAll;
}

void Capture::captured(filter::CapturedResponse response) {
  const std::size_t bytes = weight(response);
  {
    const std::lock_guard lock(mutex_);
    if (waiting_bytes_ + bytes > options_.queue_bytes) {
      dropped_.fetch_add(1, std::memory_order_relaxed);
      return;
    }
    waiting_bytes_ += bytes;
    waiting_.push_back(std::move(response));
  }
  changed_.notify_one();
}

void Capture::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const filter::CapturedResponse response = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    write(response);
    lock.lock();
    waiting_bytes_ -= weight(response);
  }
}

void Capture::write(const filter::CapturedResponse& response) {
  if (mentions_reader(response)) {
    withheld_.fetch_add(1, std::memory_order_relaxed);
    return;
  }
  std::string problem = append(response);
  (problem.empty() ? written_ : failed_).fetch_add(1, std::memory_order_relaxed);
  const std::uint64_t dropped = dropped_.load(std::memory_order_relaxed);
  if (problem.empty() && dropped != told_dropped_) {
    told_dropped_ = dropped;
    problem = "responses come faster than they can be written, and some are left out";
  }
  tell_of(problem);
}

std::string Capture::append(const filter::CapturedResponse& response) {
  Member member;
  WarcWriter writer(member);
  const std::chrono::sys_seconds time = response.record.minute;
  if (std::string problem = files_.open(time); !problem.empty()) return problem;
  if (files_.is_empty()) {
    const std::string& path = files_.path();
    writer.warcinfo(std::string_view(path).substr(path.rfind('/') + 1), time, options_.software);
  }
  const CaptureNote note{response.record.region, response.record.rules_digest};
  writer.response({response.url, time, response.head, response.body, response.is_truncated}, &note);
  std::string problem = files_.append(member.text);
  if (problem.empty()) bytes_.fetch_add(member.text.size(), std::memory_order_relaxed);
  return problem;
}

/// Once each time that it begins or ends.
void Capture::tell_of(const std::string& problem) {
  if (problem == problem_) return;
  problem_ = problem;
  if (tell_) tell_(problem);
}

filter::CaptureFigures Capture::figures() const {
  return {written_.load(std::memory_order_relaxed), dropped_.load(std::memory_order_relaxed),
          withheld_.load(std::memory_order_relaxed), failed_.load(std::memory_order_relaxed),
          bytes_.load(std::memory_order_relaxed)};
}

}  // namespace caveat::audit
