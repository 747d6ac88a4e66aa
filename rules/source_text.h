// A text by lines and columns, for diagnostics.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace caveat::rules {

/// Finds any place in about the same time, however long the text and its lines are. A BOM is no part of the
/// first line. Not for several threads; `text` outlives it.
class SourceText {
 public:
  explicit SourceText(std::string_view text);

  /// Without its end; empty if there is no such line. Lines are counted from 1.
  std::string_view line(int number) const;
  /// The byte at which the code point with that column stands, counted from 1; the end of the line or of the
  /// text for columns and lines that are not there.
  std::size_t offset_of(int line, int column) const;

 private:
  /// Where every 256th code point of a line stands, kept for the line that was asked for last.
  struct Marks {
    int line = 0;
    std::vector<std::size_t> offsets;
  };
  void mark(int number) const;

  std::string_view text_;
  std::vector<std::size_t> line_begins_;
  mutable Marks marks_;
};

/// Some code points of a line around a column, so that a line of a megabyte stays out of memory and
/// terminals.
struct LineExcerpt {
  std::string_view text;
  int first_column = 1;  ///< of `text` in its line
};
LineExcerpt excerpt_around(const SourceText& source, int line, int column);

}  // namespace caveat::rules
