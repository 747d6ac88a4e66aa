// Changes to a response head.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace caveat::rules {

/// Removals happen first; then each field of `set` replaces every field line of its name.
struct HeadEdits {
  std::vector<std::pair<std::string, std::string>> set;
  std::vector<std::string> remove;

  bool empty() const { return set.empty() && remove.empty(); }
};

}  // namespace caveat::rules
