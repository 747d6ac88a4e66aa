#include "rules/string_places.h"

#include <algorithm>

#include "rules/utf8.h"

namespace caveat::rules {

namespace {

/// Walks a string as written and tells, for each step, how many bytes of the value it stands for.
class StringWalk {
 public:
  StringWalk(std::string_view text, std::size_t offset, const SourcePlace& begin)
      : text_(text), place_(begin), offset_(offset) {
    skip_opening_quotes();
  }

  bool at_end() const { return offset_ >= text_.size(); }
  const SourcePlace& place() const { return place_; }

  /// One character or escape; returns the bytes it adds to the value.
  std::size_t step() {
    if (text_[offset_] == '\\' && !literal_) return step_escape();
    if (text_[offset_] == '\r' && offset_ + 1 < text_.size() && text_[offset_ + 1] == '\n') ++offset_;
    const std::size_t bytes = code_point_at(text_, offset_).bytes;
    advance();
    return bytes;
  }

 private:
  void skip_opening_quotes() {
    if (at_end()) return;
    const char quote = text_[offset_];
    literal_ = quote == '\'';
    if (quote != '"' && quote != '\'') return;
    const std::string_view rest = text_.substr(offset_);
    const bool multi_line = rest.size() >= 3 && rest[1] == quote && rest[2] == quote;
    for (int i = 0; i < (multi_line ? 3 : 1); ++i) advance();
    if (!multi_line) return;
    if (!at_end() && text_[offset_] == '\r') advance();
    if (!at_end() && text_[offset_] == '\n') advance();
  }

  std::size_t step_escape() {
    advance();
    if (at_end()) return 0;
    const char kind = text_[offset_];
    if (kind == 'u' || kind == 'U') return step_unicode(kind == 'u' ? 4 : 8);
    if (kind == '\n' || kind == '\r' || kind == ' ' || kind == '\t') {
      while (!at_end() && std::string_view(" \t\r\n").find(text_[offset_]) != std::string_view::npos)
        advance();
      return 0;
    }
    advance();
    return 1;
  }

  std::size_t step_unicode(int digits) {
    advance();
    char32_t value = 0;
    for (int i = 0; i < digits && !at_end(); ++i) {
      const char c = text_[offset_];
      const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
      value = value * 16 + static_cast<char32_t>(digit);
      advance();
    }
    return value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
  }

  void advance() {
    if (text_[offset_] == '\n') {
      ++place_.line;
      place_.column = 1;
    } else {
      ++place_.column;
    }
    offset_ += code_point_at(text_, offset_).bytes;
  }

  std::string_view text_;
  SourcePlace place_;
  std::size_t offset_ = 0;
  bool literal_ = false;
};

}  // namespace

SourcePlace place_in_string(std::string_view text, std::size_t string_offset, const SourcePlace& string_place,
                            std::size_t offset, std::size_t length) {
  StringWalk walk(text, string_offset, string_place);
  SourcePlace place = walk.place();
  std::size_t seen = 0;
  // Line continuations stand for no byte, so that the place is where the step begins that passes `offset`.
  while (!walk.at_end() && seen <= offset) {
    place = walk.place();
    seen += walk.step();
  }
  place.length = walk.place().line == place.line ? std::max(1, walk.place().column - place.column) : 1;
  while (!walk.at_end() && seen < offset + length) {
    seen += walk.step();
    if (walk.place().line != place.line) break;
    place.length = std::max(1, walk.place().column - place.column);
  }
  return place;
}

}  // namespace caveat::rules
