// Globs over paths as automata: which one holds another, and where two of them meet.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::rules {

/// "/a/*/b/**": `*` stands for any text within a segment, `**` for any text. A value.
class PathAutomaton {
 public:
  enum class Kind : unsigned char { literal, within_segment, any };
  struct Token {
    Kind kind = Kind::literal;
    char character = 0;
  };

  /// `text` as rules write it; it is matched in canonical form (canonical_url.h).
  explicit PathAutomaton(std::string_view text);

  /// In time by the lengths of both.
  bool matches(std::string_view path) const;
  const std::vector<Token>& tokens() const { return tokens_; }
  /// What every path begins with that it matches.
  std::string_view literal_prefix() const { return prefix_; }
  /// What every path ends with that it matches.
  std::string_view literal_suffix() const { return suffix_; }

 private:
  std::vector<Token> tokens_;
  std::string prefix_;
  std::string suffix_;
};

/// False if surely no path is matched by both, by how they begin and end.
bool may_meet(const PathAutomaton& a, const PathAutomaton& b);

/// Whether each path that `inner` matches is matched by one of `outer`. False also means: too hard to tell.
bool holds(std::span<const PathAutomaton> outer, const PathAutomaton& inner);

/// A path that both match, or nullopt if there is none, or it is too hard to tell. `filler` stands where any
/// character may.
std::optional<std::string> meeting_of(const PathAutomaton& a, const PathAutomaton& b, char filler = 'x');

}  // namespace caveat::rules
