#include "app/studio/folder_turn.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

namespace caveat::app {
namespace {

constexpr std::chrono::milliseconds kPause{10};

bool is_taken(int folder) {
  if (folder < 0 || ::flock(folder, LOCK_EX | LOCK_NB) == 0) return false;
  return errno == EWOULDBLOCK || errno == EINTR;
}

}  // namespace

FolderTurn::FolderTurn(const std::filesystem::path& folder, std::chrono::milliseconds patience)
    : folder_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), has_come_(!is_taken(folder_)) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!has_come_ && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(kPause);
    has_come_ = !is_taken(folder_);
  }
}

FolderTurn::~FolderTurn() {
  if (folder_ >= 0) ::close(folder_);
}

}  // namespace caveat::app
