// Changes to a response head.
#pragma once

#include <string>
#include <utility>

#include "rules/shared_list.h"

namespace caveat::rules {

/// Removals happen first; then each field of `set` replaces every field line of its name.
struct HeadEdits {
  SharedList<std::pair<std::string, std::string>> set;
  SharedList<std::string> remove;

  bool empty() const { return set.empty() && remove.empty(); }
};

}  // namespace caveat::rules
