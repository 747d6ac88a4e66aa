#include "app/studio/browser.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <utility>

namespace caveat::app {
namespace {

bool has_desktop() {
  return std::getenv("WAYLAND_DISPLAY") != nullptr || std::getenv("DISPLAY") != nullptr;
}

/// A new file for its owner alone, with `text`; empty if it could not be written.
std::string private_file(const std::string& text) {
  std::error_code error;
  const auto folder = std::filesystem::temp_directory_path(error);
  if (error) return {};
  std::string path = (folder / "caveat-studio-XXXXXX.html").string();
  const int file = ::mkostemps(path.data(), 5, O_CLOEXEC);
  if (file < 0) return {};
  const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  ::close(file);
  if (written) return path;
  ::unlink(path.c_str());
  return {};
}

/// Whether the desktop's opener took it.
bool show(std::string path) {
  std::string program = "xdg-open";
  char* const arguments[] = {program.data(), path.data(), nullptr};
  pid_t child = 0;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (const int stream : {0, 1, 2})
    posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  const bool spawned =
      ::posix_spawnp(&child, program.c_str(), &actions, &attributes, arguments, environ) == 0;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  return spawned && ::waitpid(child, &status, 0) == child && status == 0;
}

}  // namespace

std::optional<BrowserPage> BrowserPage::open(const std::string& address) {
  if (!has_desktop()) return std::nullopt;
  BrowserPage page(private_file(
      "<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0;url=" + address +
      "\"><title>Caveat studio</title>\n"));
  if (page.path_.empty() || !show(page.path_)) return std::nullopt;
  return page;
}

BrowserPage::~BrowserPage() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

BrowserPage::BrowserPage(BrowserPage&& other) noexcept : path_(std::exchange(other.path_, std::string())) {}

}  // namespace caveat::app
