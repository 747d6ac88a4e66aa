#include "app/path_names.h"

#include <deque>
#include <system_error>

namespace caveat::app {
namespace {

namespace fs = std::filesystem;

/// As many as the kernel follows.
constexpr int kMostLinks = 40;

}  // namespace

std::vector<PathName> names_of_path(const fs::path& path) {
  std::vector<PathName> names;
  std::error_code error;
  const fs::path whole = fs::absolute(path, error);
  fs::path folder = whole.root_path();
  const fs::path relative = whole.relative_path();
  std::deque<fs::path> left(relative.begin(), relative.end());
  int links = 0;
  while (!left.empty()) {
    const fs::path name = left.front();
    left.pop_front();
    if (name.empty() || name == ".") continue;
    if (name == "..") {
      folder = folder.parent_path();
      continue;
    }
    const fs::path target = fs::read_symlink(folder / name, error);
    const bool is_link = !error;
    names.push_back({.folder = folder, .name = name.string(), .is_needed = is_link || left.empty()});
    if (!is_link) {
      folder /= name;
      continue;
    }
    if (++links > kMostLinks) break;
    if (target.is_absolute()) folder = target.root_path();
    const fs::path steps = target.relative_path();
    left.insert(left.begin(), steps.begin(), steps.end());
  }
  return names;
}

}  // namespace caveat::app
