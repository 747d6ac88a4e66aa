// What the server logs, on its way out.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace caveat::proxy {

/// Lines leave by a thread of their own, from `begin` on: whoever reads the log may stand still, and holds
/// nobody up. A MiB of lines waits, and as much is on its way; then lines are dropped, whole ones, and
/// counted. A line is cut short only by a disk that is full, or a socket. Safe to use from any thread.
class LogOutput {
 public:
  /// Told once lines go out again, with how many were dropped meanwhile; from the thread.
  using TellDropped = std::function<void(std::uint64_t lines)>;

  /// `descriptor` stays open as long as this lives.
  LogOutput(int descriptor, TellDropped tell);
  ~LogOutput();
  LogOutput(const LogOutput&) = delete;
  LogOutput& operator=(const LogOutput&) = delete;

  /// Until then each line is written at once, and waited for.
  void begin();
  /// What waits still goes out, if it does within two seconds, and nobody is told anything any more. Later
  /// lines are written at once.
  void end();
  /// One line or several, with their ends. A disk that is full, or a reader who is gone, costs them and no
  /// later ones.
  void write(std::string_view lines);
  /// Lines that nobody took, or could be given.
  std::uint64_t dropped() const;

 private:
  struct Queue;
  std::shared_ptr<Queue> queue_;  ///< outlives this where the thread cannot be had back
};

}  // namespace caveat::proxy
