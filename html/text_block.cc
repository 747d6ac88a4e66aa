#include "html/text_block.h"

#include <algorithm>

#include "html/character_references.h"

namespace caveat::html {

void TextBlock::append(Kind kind, std::string_view bytes, bool shown) {
  const std::size_t begin = source_.size();
  source_ += bytes;
  if (kind == Kind::text) text_bytes_ += bytes.size();
  // A run of text may come in pieces, whose border can lie within a character.
  const bool same = !pieces_.empty() && pieces_.back().kind == kind && pieces_.back().shown == shown;
  if (same && kind != Kind::line_break) {
    pieces_.back().end = source_.size();
  } else {
    pieces_.push_back({begin, source_.size(), kind, shown});
  }
}

void TextBlock::fold(CharsetDecoder& decoder, FoldedText& into) const {
  into.clear();
  for (const Piece& piece : pieces_) {
    const auto begin = static_cast<std::uint32_t>(piece.begin);
    const auto end = static_cast<std::uint32_t>(piece.end);
    switch (piece.kind) {
      case Kind::text:
        fold_text(piece, decoder, into);
        break;
      case Kind::markup:
        break;
      case Kind::line_break:
        into.append(' ', begin, end);
        break;
      case Kind::word_break:
        into.break_word();
        break;
      case Kind::object:
        into.append(FoldedText::kObject, begin, end);
        break;
    }
  }
  into.finish();
}

void TextBlock::fold_text(const Piece& piece, CharsetDecoder& decoder, FoldedText& into) const {
  std::string_view rest = std::string_view(source_).substr(piece.begin, piece.end - piece.begin);
  const auto offset = [&] { return static_cast<std::uint32_t>(piece.end - rest.size()); };
  std::string reference;
  while (!rest.empty()) {
    const std::uint32_t begin = offset();
    reference.clear();
    const std::size_t taken = rest[0] == '&' ? decode_text_reference(rest.substr(1), reference) : 0;
    if (taken == 0) {
      const char32_t c = decoder.take(rest);
      into.append(c, begin, offset());
      continue;
    }
    rest.remove_prefix(1 + taken);
    for (std::string_view text = reference; !text.empty();) into.append(take_utf8(text), begin, offset());
  }
}

bool TextBlock::shown_at(std::size_t offset) const {
  const auto after = std::ranges::upper_bound(pieces_, offset, {}, &Piece::begin);
  return after == pieces_.begin() || (after - 1)->shown;
}

void TextBlock::release(std::size_t size, std::span<const TextChange> changes, ByteSink& sink) {
  std::size_t at = 0;
  const auto put_through = [&](std::size_t end) {
    if (end > at) sink.write(std::string_view(source_).substr(at, end - at));
    at = std::max(at, end);
  };
  for (const TextChange& change : changes) {
    put_through(change.begin);
    sink.write(change.html);
    put_markup(change.begin, change.end, sink);
    at = std::max(at, change.end);
  }
  put_through(size);
  forget(size);
}

void TextBlock::put_markup(std::size_t begin, std::size_t end, ByteSink& sink) const {
  for (const Piece& piece : pieces_) {
    const std::size_t from = std::max(begin, piece.begin);
    const std::size_t to = std::min(end, piece.end);
    if (piece.kind != Kind::text && from < to) sink.write(std::string_view(source_).substr(from, to - from));
  }
}

void TextBlock::forget(std::size_t size) {
  std::erase_if(pieces_, [size](const Piece& piece) {
    // An empty piece at the border belongs to what follows.
    return piece.end < size || (piece.end == size && piece.begin < size);
  });
  for (Piece& piece : pieces_) {
    piece.begin = std::max(piece.begin, size) - size;
    piece.end -= size;
  }
  source_.erase(0, size);
  if (source_.empty()) pieces_.clear();
  text_bytes_ = 0;
  for (const Piece& piece : pieces_) {
    if (piece.kind == Kind::text) text_bytes_ += piece.end - piece.begin;
  }
}

}  // namespace caveat::html
