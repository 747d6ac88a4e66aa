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

/// How much of a block that is too long to be held whole, in folded characters, has to be searched again with
/// what follows: a match that begins before it is known for certain.
inline constexpr std::size_t kSearchOverlap = 2064;

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
  std::string_view bytes() const { return source_; }  ///< lives until it is changed
  /// How many bytes are held; `is_full` soon says so when it is many.
  std::size_t size() const { return source_.size(); }
  /// Whether so much is held that some has to go.
  bool is_full() const { return text_bytes_ > kMaxTextBytes || source_.size() > kMaxBytes; }

  void fold(CharsetDecoder& decoder, FoldedText& into) const;
  bool shown_at(std::size_t offset) const;

  /// Puts out the first `size` bytes with `changes` (by ascending begin, apart from each other, none behind
  /// `size`), and forgets them.
  void release(std::size_t size, std::span<const TextChange> changes, ByteSink& sink);

 private:
  static constexpr std::size_t kMaxTextBytes = std::size_t{64} * 1024;
  /// With the markup in it: pictures may be written out within a paragraph.
  static constexpr std::size_t kMaxBytes = std::size_t{1024} * 1024;

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
  std::size_t text_bytes_ = 0;
};

}  // namespace caveat::html
