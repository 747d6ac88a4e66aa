// The names and expressions of one rule, compiled: found in text as a reader would find them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/literal_automaton.h"
#include "html/mention_patterns.h"
#include "html/text_folding.h"

namespace caveat::html {

/// Immutable; safe to use from any thread. A search takes time by the length of the text, hardly by the
/// number of names.
class MentionSet {
 public:
  /// All matches: by where they begin, the longest first, then in the order of mentions.
  std::vector<MentionMatch> find(const FoldedText& text) const;
  bool found_in(const FoldedText& text) const { return !find(text).empty(); }

  std::size_t size() const { return size_; }

 private:
  friend class MentionSetBuilder;

  /// A name as it is searched: its first segment by the automaton, the others where a shortened word ends.
  struct Name {
    std::vector<std::u32string> segments;
    bool open_end = false;  ///< the last word is shortened
    std::uint32_t mention = 0;
  };

  static std::optional<std::size_t> match_rest(const Name& name, const FoldedText& text, std::size_t end);

  std::vector<Name> names_;
  LiteralAutomaton first_segments_;
  MentionPatterns patterns_;
  std::size_t size_ = 0;
};

/// Those of `matches` (as MentionSet::find orders them) that do not overlap one taken before: leftmost, then
/// longest.
std::vector<MentionMatch> apart(const std::vector<MentionMatch>& matches);

class MentionSetBuilder {
 public:
  /// One mention, in UTF-8: a name; a name with words shortened by `*` ("Медуз*" for every form of it); or an
  /// RE2 expression after "re:". Mentions are numbered in the order in which they come; one that is refused
  /// has no number.
  boost::system::result<void, MentionError> add(std::string_view mention);
  /// Leaves the builder empty.
  std::shared_ptr<const MentionSet> build();

 private:
  boost::system::result<void, MentionError> add_name(std::string_view name);

  MentionSet set_;
};

}  // namespace caveat::html
