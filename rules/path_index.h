// Finds, among many path patterns, those that a path may match.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "rules/path_pattern.h"
#include "rules/prefix_table.h"

namespace caveat::rules {

/// What a pattern is found by: something that every path it matches has.
struct PathKey {
  enum class Kind {
    beginning,     ///< the path begins with `text`; with an empty one each does
    behind_slash,  ///< `text` stands behind one of the path's slashes
  };
  Kind kind = Kind::beginning;
  std::string text;
};

/// Counts how many patterns could share a key, so that each is found by the one it shares with the fewest.
class PathKeyCensus {
 public:
  void count(const PathPattern& pattern);
  /// For a counted pattern.
  PathKey rarest(const PathPattern& pattern) const;

 private:
  std::unordered_map<std::string, std::size_t> beginnings_;
  std::unordered_map<std::string, std::size_t> later_;
};

/// From keys to numbers that the owner gives. First `add` all, then `settle`, then `visit`.
class PathIndex {
 public:
  /// The number that `key` has; `next` if it is new.
  std::uint32_t add(const PathKey& key, std::uint32_t next) {
    return (key.kind == PathKey::Kind::beginning ? beginnings_ : later_).add(key.text, next);
  }

  void settle() {
    beginnings_.settle();
    later_.settle();
  }

  /// Calls `take` with the number of each key that `path` has, of some perhaps more than once. Allocates
  /// nothing.
  template <typename Take>
  void visit(std::string_view path, const Take& take) const {
    beginnings_.visit(path, take);
    if (later_.empty()) return;
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
         slash = path.find('/', slash + 1)) {
      later_.visit(path.substr(slash + 1), take);
    }
  }

 private:
  PrefixTable beginnings_;
  PrefixTable later_;
};

}  // namespace caveat::rules
