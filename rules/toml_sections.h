// The lines of a TOML text: which belong to which heading, pair or item, with their comments.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/toml_spans.h"

namespace caveat::rules {

/// Whether `path` is `beginning` or lies below it.
bool begins_with(const TomlPath& path, const TomlPath& beginning);

/// Offsets are in bytes of the text, which outlives this.
class TomlSections {
 public:
  TomlSections(std::string_view text, std::vector<TomlStatement> statements);

  const std::vector<TomlStatement>& statements() const { return statements_; }

  /// Where a pair for the table at `table` can be put in, as a whole line.
  struct PlaceInSection {
    std::size_t offset = 0;
    std::size_t depth = 0;  ///< how many steps of the path the heading stands for
    std::string before;     ///< a line end, if the text lacks it there
  };
  /// nullopt if the table has neither a heading nor a pair.
  std::optional<PlaceInSection> place_in(const TomlPath& table) const;

  /// Where a new heading for `table` goes: behind the last one of its kind, else in the order of a pack.
  std::size_t place_for(const TomlPath& table) const;
  /// What has to stand before the heading there: an empty line.
  const std::string& blank_line() const { return blank_line_; }

  /// All lines of a pair, with the comment beside it.
  ByteSpan lines_of(const TomlStatement& pair) const;
  /// The lines of every heading and pair at `path` and below it; of a heading with the comments directly
  /// above it.
  std::vector<ByteSpan> all_below(const TomlPath& path) const;

 private:
  std::size_t block_begin(const TomlStatement& heading) const;
  std::size_t body_end(std::size_t statement) const;
  std::size_t behind_last_line(std::size_t end) const;

  std::string_view text_;
  std::vector<TomlStatement> statements_;
  mutable std::string blank_line_;
};

/// What of `text` goes with the items from `first` until before `last`, whose commas and lines go too.
ByteSpan span_of_items(std::string_view text, const SpannedValue& list, std::size_t first, std::size_t last);
/// The same for one pair of an inline table.
ByteSpan span_of_pair(const SpannedValue& table, std::size_t index);

/// What to put in, and where, so that `items` stand before the item `at` or at the list's end, laid out as
/// the others are.
std::vector<std::pair<std::size_t, std::string>> texts_of_new_items(std::string_view text,
                                                                    const SpannedValue& list, std::size_t at,
                                                                    const std::vector<std::string>& items);

}  // namespace caveat::rules
