// Text as a reader compares it: folded characters, each with the place in the source that it came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/letter_table.h"

namespace caveat::html {

/// Collects characters in reading order. White space of any length becomes one space, what is not seen is
/// dropped, letters and their marks are composed, and words that mix Latin and Cyrillic letters are read in
/// the one script that they can be read in. Fed with the same characters, it gives the same text, whatever
/// markup stood between them.
class FoldedText {
 public:
  /// Stands for what is no text (an image, what is withheld): nothing matches across it.
  static constexpr char32_t kObject = 0xFFFC;

  void clear();

  /// One character of the source, which stands in its bytes [begin, end).
  void append(char32_t code_point, std::uint32_t begin, std::uint32_t end);
  /// A word ends here, though nothing is seen between the letters: "Meduza<sup>1</sup>".
  void break_word();
  /// Must follow the last `append`.
  void finish() { end_word(); }

  std::u32string_view text() const { return text_; }
  /// Source bytes of the folded character at `index`, the unseen ones behind it included.
  std::uint32_t source_begin(std::size_t index) const { return places_[index].begin; }
  std::uint32_t source_end(std::size_t index) const { return places_[index].end; }
  /// Whether `break_word` was called before the character at `index`.
  bool broken_before(std::size_t index) const;

  /// Takes [begin, end) out of the search: objects stand in its place.
  void blank(std::size_t begin, std::size_t end);

 private:
  struct Place {
    std::uint32_t begin;
    std::uint32_t end;
  };

  void append_expanded(char32_t code_point, Place place);
  void append_folded(char32_t folded, LetterClass letter_class, Place place);
  bool compose(char32_t mark, Place place);
  void end_word();

  std::u32string text_;
  std::vector<Place> places_;
  std::vector<std::size_t> breaks_;  ///< ascending
  std::size_t word_begin_ = 0;
  bool has_latin_ = false;  ///< the word at the end of text_ has such letters
  bool has_cyrillic_ = false;
};

/// Reads a word that mixes Latin and Cyrillic letters, in place, in the script of those of its letters that
/// only one of them has; in the script of most, if all letters look the same in both. A word with letters
/// that only Latin has and letters that only Cyrillic has stays as it is. `3` and `0` between Cyrillic
/// letters are «з» and «о».
void mend_mixed_word(std::u32string& text, std::size_t begin);

/// The folded form of a whole text in UTF-8, without spaces at its ends.
std::u32string fold_text(std::string_view utf8);

}  // namespace caveat::html
