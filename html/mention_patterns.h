// Names given as regular expressions.
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "html/text_folding.h"

namespace caveat::html {

/// Where something is found in a FoldedText, and which of the mentions of a set it is.
struct MentionMatch {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint32_t mention = 0;

  friend bool operator==(const MentionMatch&, const MentionMatch&) = default;
};

/// Why a mention is refused. `offset` and `length` count bytes of what was parsed.
struct MentionError {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string message;
  std::string suggestion = {};
};

/// What is longer than this many characters is not found.
inline constexpr std::size_t kLongestMention = 1000;

/// An RE2 expression as it is matched against folded text: its letters folded, `\w` for letters of all
/// scripts,
/// `\b` left out, since an expression matches whole words anyway. RE2's own `\w` and `\b` know ASCII only and
/// would find nothing in Cyrillic, without a word.
boost::system::result<std::string, MentionError> folded_expression(std::string_view expression);

/// Immutable once compiled; safe to use from any thread. Expressions ignore case and match whole words, the
/// longest way they can.
class MentionPatterns {
 public:
  MentionPatterns();
  ~MentionPatterns();
  MentionPatterns(MentionPatterns&&) noexcept;
  MentionPatterns& operator=(MentionPatterns&&) noexcept;

  /// `expression`: without "re:".
  boost::system::result<void, MentionError> add(std::string_view expression, std::uint32_t mention);
  /// After the last `add`.
  void compile();

  /// Appends the matches of each expression, those of one apart from each other.
  void find(const FoldedText& text, std::vector<MentionMatch>& matches) const;

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace caveat::html
