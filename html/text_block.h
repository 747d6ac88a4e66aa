// The text of one block of a page (a paragraph, a cell, a heading), held until it can be searched.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "html/charset_decoder.h"
#include "html/rewriter.h"
#include "html/text_folding.h"

namespace caveat::html {

/// Takes the text in [begin, end) of a block's source out, and puts `html` where it began. Markup in between
/// stays.
struct TextChange {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< equal to `begin`: nothing is taken out
  std::string_view html;
};

/// Source bytes in order, and which of them are text. Inline elements join the text around them.
class TextBlock {
 public:
  enum class Kind : std::uint8_t {
    text,        ///< source text in the page's charset, with character references
    markup,      ///< nothing that a reader sees: a tag, a comment, a script
    line_break,  ///< separates words: br
    word_break,  ///< separates words that stand side by side: the borders of sup
    object       ///< an image, or text that is not to be searched
  };

  /// `shown`: whether a browser shows it, as far as markup tells.
  void append(Kind kind, std::string_view bytes, bool shown = true);

  bool empty() const { return source_.empty(); }
  /// How many bytes are held.
  std::size_t size() const { return source_.size(); }
  bool has_text() const { return has_text_; }

  void fold(CharsetDecoder& decoder, FoldedText& into) const;
  bool shown_at(std::size_t offset) const;

  /// Puts out the first `size` bytes with `changes` (by ascending begin, apart from each other, none behind
  /// `size`), and forgets them.
  void release(std::size_t size, std::span<const TextChange> changes, ByteSink& sink);

 private:
  struct Piece {
    std::size_t begin;
    std::size_t end;
    Kind kind;
    bool shown;
  };

  void fold_text(const Piece& piece, CharsetDecoder& decoder, FoldedText& into) const;
  void put_markup(std::size_t begin, std::size_t end, ByteSink& sink) const;
  void forget(std::size_t size);

  std::string source_;
  std::vector<Piece> pieces_;
  bool has_text_ = false;
};

}  // namespace caveat::html
