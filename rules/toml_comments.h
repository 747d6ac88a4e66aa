// The comments of a TOML text, which its parser drops.
#pragma once

#include <string_view>
#include <vector>

#include "rules/diagnostic.h"

namespace caveat::rules {

struct TomlComment {
  std::string_view text;  ///< after the `#`, to the end of the line
  SourcePlace place;      ///< of the `#` and all after it; `file` is empty
  bool alone = false;     ///< nothing else stands on the line
};

/// From the first to the last, both included.
struct TomlLines {
  int first = 0;
  int last = 0;
};

struct TomlOutline {
  std::vector<TomlComment> comments;
  std::vector<TomlLines> long_strings;  ///< those over several lines
};

/// In the order of the text, which is TOML and outlives the result. A `#` in a string begins no comment.
TomlOutline outline_of(std::string_view text);

}  // namespace caveat::rules
