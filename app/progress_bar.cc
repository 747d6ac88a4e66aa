#include "app/progress_bar.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <iostream>

#include "audit/summary.h"

namespace caveat::app {
namespace {

constexpr std::chrono::milliseconds kBetween{200};
constexpr std::size_t kWidth = 24;

std::string bar(double part) {
  const auto done = static_cast<std::size_t>(part * kWidth);
  std::string text(done, '=');
  if (done < kWidth) text += '>';
  text.resize(kWidth, ' ');
  return "[" + text + "]";
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  const std::uint64_t rest = whole % 60;
  return std::to_string(whole / 60) + ":" + (rest < 10 ? "0" : "") + std::to_string(rest);
}

}  // namespace

ProgressBar::ProgressBar() : on_terminal_(isatty(STDERR_FILENO) == 1), began_(Clock::now()) {}

ProgressBar::~ProgressBar() {
  if (drawn_) std::cerr << "\r\x1b[K" << std::flush;
}

void ProgressBar::show(std::uint64_t pages, std::uint64_t bytes, std::uint64_t total) {
  const Clock::time_point now = Clock::now();
  if (!on_terminal_ || now - last_ < kBetween) return;
  last_ = now;
  drawn_ = true;
  const double seconds = std::chrono::duration<double>(now - began_).count();
  std::cerr << '\r' << progress_text(pages, bytes, total, seconds) << "\x1b[K" << std::flush;
}

std::string progress_text(std::uint64_t pages, std::uint64_t bytes, std::uint64_t total, double seconds) {
  const double part = total == 0 ? 0 : std::min(1.0, static_cast<double>(bytes) / static_cast<double>(total));
  std::string text;
  if (total > 0) text = bar(part) + " " + std::to_string(static_cast<int>(part * 100)) + " %  ";
  text += audit::grouped_digits(pages) + " pages";
  if (seconds <= 0) return text;
  text += "  " + audit::bytes_text(static_cast<std::uint64_t>(static_cast<double>(bytes) / seconds)) + "/s";
  if (part > 0) text += "  " + duration_text(seconds * (1 - part) / part) + " left";
  return text;
}

}  // namespace caveat::app
