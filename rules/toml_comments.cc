#include "rules/toml_comments.h"

#include <algorithm>

#include "rules/byte_order_mark.h"
#include "rules/utf8.h"

namespace caveat::rules {

namespace {

class OutlineScan {
 public:
  explicit OutlineScan(std::string_view text) : text_(text) {
    if (text_.starts_with(kByteOrderMark)) offset_ = line_begin_ = 3;
  }

  TomlOutline scan() {
    while (offset_ < text_.size()) {
      const char c = text_[offset_];
      if (c == '"' || c == '\'') {
        take_string(c);
      } else if (c == '#') {
        take_comment();
      } else {
        step();
      }
    }
    return std::move(outline_);
  }

 private:
  void step() {
    if (text_[offset_] == '\n') {
      ++line_;
      line_begin_ = offset_ + 1;
    }
    ++offset_;
  }

  void take_comment() {
    std::size_t end = std::min(text_.find('\n', offset_), text_.size());
    const std::string_view before = text_.substr(line_begin_, offset_ - line_begin_);
    std::string_view comment = text_.substr(offset_, end - offset_);
    if (comment.ends_with('\r')) comment.remove_suffix(1);
    TomlComment out;
    out.text = comment.substr(1);
    out.place.line = line_;
    out.place.column = static_cast<int>(count_code_points(before)) + 1;
    out.place.length = static_cast<int>(count_code_points(comment));
    out.alone = before.find_first_not_of(" \t") == std::string_view::npos;
    outline_.comments.push_back(std::move(out));
    offset_ = end;
  }

  void take_string(char quote) {
    const std::string_view rest = text_.substr(offset_);
    if (rest.size() >= 3 && rest[1] == quote && rest[2] == quote) return take_long_string(quote);
    ++offset_;
    while (offset_ < text_.size() && text_[offset_] != quote && text_[offset_] != '\n') {
      offset_ += text_[offset_] == '\\' && quote == '"' ? 2 : 1;
    }
    if (offset_ < text_.size() && text_[offset_] == quote) ++offset_;
  }

  void take_long_string(char quote) {
    const int first = line_;
    offset_ += 3;
    while (offset_ < text_.size()) {
      if (text_[offset_] == '\\' && quote == '"') {
        step();
        if (offset_ < text_.size()) step();
        continue;
      }
      if (text_[offset_] == quote && text_.substr(offset_, 3) == std::string(3, quote)) break;
      step();
    }
    // Up to two quotation marks may stand before those that end the string (TOML 1.0, "String").
    offset_ = std::min(offset_ + 3, text_.size());
    for (int i = 0; i < 2 && offset_ < text_.size() && text_[offset_] == quote; ++i) ++offset_;
    if (line_ > first) outline_.long_strings.push_back({first, line_});
  }

  std::string_view text_;
  TomlOutline outline_;
  std::size_t offset_ = 0;
  std::size_t line_begin_ = 0;
  int line_ = 1;
};

}  // namespace

TomlOutline outline_of(std::string_view text) {
  return OutlineScan(text).scan();
}

}  // namespace caveat::rules
