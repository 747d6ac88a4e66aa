// Globs over paths: `*` within a segment, `**` across segments.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::rules {

/// A value. Matches whole paths in time that grows with path times glob at most, and allocates nothing.
class PathGlob {
 public:
  /// `canonical` as canonical_path gives it. nullopt if a `*` stands between two `**`: it takes an automaton
  /// to find these in bounded time.
  static std::optional<PathGlob> compile(std::string_view canonical);

  bool matches(std::string_view path) const;

 private:
  explicit PathGlob(std::string glob) : glob_(std::move(glob)) {}

  std::string glob_;  ///< with no run of more than two stars
};

/// What every path that `canonical` matches begins with.
std::string_view literal_prefix_of_glob(std::string_view canonical);

/// Texts that stand behind a slash in every path that `canonical` matches, besides its beginning.
std::vector<std::string_view> later_literals_of_glob(std::string_view canonical);

}  // namespace caveat::rules
