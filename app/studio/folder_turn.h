// One after the other among all programs of this kind that write to a folder.
#pragma once

#include <chrono>
#include <filesystem>

namespace caveat::app {

/// Held from its turn on until it is destroyed, or by the end of the program. By flock(2): `flock DIR
/// COMMAND` waits for it, too. On a file system that knows no locks nobody waits.
class FolderTurn {
 public:
  /// Waits for it, `patience` at most.
  FolderTurn(const std::filesystem::path& folder, std::chrono::milliseconds patience);
  ~FolderTurn();
  FolderTurn(const FolderTurn&) = delete;
  FolderTurn& operator=(const FolderTurn&) = delete;

  /// False: somebody else has had it all the time.
  bool has_come() const { return has_come_; }

 private:
  int folder_;
  bool has_come_;
};

}  // namespace caveat::app
