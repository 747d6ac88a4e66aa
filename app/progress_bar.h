// How far a long command is, on a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace caveat::app {

/// One line on standard error, drawn over again; nothing where that is no terminal.
class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// At most five times a second. `total` 0: not known.
  void show(std::uint64_t pages, std::uint64_t bytes, std::uint64_t total);

 private:
  using Clock = std::chrono::steady_clock;

  bool on_terminal_;
  bool drawn_ = false;
  Clock::time_point began_;
  Clock::time_point last_{};
};

/// "[=====>    ]  50 %  1,204 pages  312.0 MB/s  0:12 left"
std::string progress_text(std::uint64_t pages, std::uint64_t bytes, std::uint64_t total, double seconds);

}  // namespace caveat::app
