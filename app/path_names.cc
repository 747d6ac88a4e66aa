#include "app/path_names.h"

#include <deque>
#include <system_error>

namespace caveat::app {
namespace {

namespace fs = std::filesystem;

/// As many as the kernel follows.
constexpr int kMostLinks = 40;

/// The names of `path`, without what leads nowhere.
std::deque<fs::path> steps_of(const fs::path& path) {
  const fs::path relative = path.relative_path();
  std::deque<fs::path> steps(relative.begin(), relative.end());
  std::erase_if(steps, [](const fs::path& step) { return step.empty() || step == "."; });
  return steps;
}

}  // namespace

std::vector<PathName> names_of_path(const fs::path& path) {
  std::vector<PathName> names;
  std::error_code error;
  const fs::path whole = fs::absolute(path, error);
  fs::path folder = whole.root_path();
  std::deque<fs::path> left = steps_of(whole);
  int links = 0;
  while (!left.empty()) {
    const fs::path name = left.front();
    left.pop_front();
    if (name == "..") {
      folder = folder.parent_path();
      continue;
    }
    const fs::path target = fs::read_symlink(folder / name, error);
    names.push_back({.folder = folder, .name = name.string(), .is_last = left.empty(), .target = {}});
    if (error) {
      folder /= name;
      continue;
    }
    if (++links > kMostLinks) break;
    names.back().target = folder / target;
    if (target.is_absolute()) folder = target.root_path();
    const std::deque<fs::path> steps = steps_of(target);
    left.insert(left.begin(), steps.begin(), steps.end());
  }
  return names;
}

}  // namespace caveat::app
