// Reloads on a thread of their own: when somebody asks, and when watched files have changed.
#pragma once

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "app/file_watch.h"

namespace caveat::app {

/// What the loop calls, always on its own thread and one at a time.
struct ReloadWork {
  /// Reads everything anew and takes it, or tells why not.
  std::function<void()> reload;
  /// The files that are watched; empty: none are. Asked before and after each reload, which may name others.
  std::function<std::vector<std::string>()> watched;
  /// Files that cannot be watched, in words.
  std::function<void(const std::string& problem)> tell;
};

/// Reloads that are asked for while one runs become one. Files have to rest before they are read: whoever
/// writes several is waited for. Destroying it waits for the reload that is under way.
class ReloadLoop {
 public:
  /// Watches the files from here on: made before they are read, it misses nothing.
  explicit ReloadLoop(ReloadWork work);
  ~ReloadLoop();
  ReloadLoop(const ReloadLoop&) = delete;
  ReloadLoop& operator=(const ReloadLoop&) = delete;

  /// Reloads from here on, and at once what has changed since it was made.
  void begin();
  /// Waits for the reload that is under way; there is none after it.
  void end();
  /// Reload soon. From any thread; never blocks.
  void request();

 private:
  void run();
  /// Whether they are others than before, or may be.
  bool watch_files();
  bool wait_until_files_rest();

  ReloadWork work_;
  FileWatch watch_;
  std::vector<std::string> watched_;
  std::string told_;  ///< the problem that was told last
  int requests_;      ///< eventfd(2)
  int ending_;        ///< likewise
  std::thread thread_;
};

}  // namespace caveat::app
