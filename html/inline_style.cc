#include "html/inline_style.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "html/ascii.h"

namespace caveat::html {
namespace {

bool is_hex_digit(char c) {
  return is_ascii_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

bool is_name_character(char c) {
  return is_ascii_alphanumeric(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// Cuts a style at the semicolons and colons that stand outside strings, comments and brackets.
class StyleReader {
 public:
  explicit StyleReader(std::string_view style) : style_(style) {}

  std::vector<StyleDeclaration> read() {
    while (at_ < style_.size()) step();
    end_declaration();
    return std::move(declarations_);
  }

 private:
  void step() {
    const char c = style_[at_];
    if (style_.substr(at_, 2) == "/*") {
      at_ = std::min(style_.find("*/", at_ + 2), style_.size());
      at_ = std::min(at_ + 2, style_.size());
      return put_space();
    }
    if (c == '\\') return escape();
    ++at_;
    if (c == '"' || c == '\'') return string(c);
    if (is_ascii_space(c)) return put_space();
    if (c == '(' || c == '[' || c == '{') ++depth_;
    if ((c == ')' || c == ']' || c == '}') && depth_ > 0) --depth_;
    if (c == ';' && depth_ == 0) return end_declaration();
    if (c == ':' && depth_ == 0 && !in_value_) {
      property_ = std::exchange(text_, {});
      in_value_ = true;
      return;
    }
    text_.push_back(ascii_lower(c));
  }

  /// A string can be none of the words that are looked for.
  void string(char quote) {
    while (at_ < style_.size() && style_[at_] != quote && style_[at_] != '\n') {
      at_ += style_[at_] == '\\' ? 2U : 1U;
    }
    at_ = std::min(at_ + 1, style_.size());
    text_.push_back(quote);
  }

  void escape() {
    ++at_;
    unsigned code = 0;
    std::size_t digits = 0;
    while (digits < 6 && at_ < style_.size() && is_hex_digit(style_[at_])) {
      const char c = ascii_lower(style_[at_++]);
      code = code * 16 + static_cast<unsigned>(is_ascii_digit(c) ? c - '0' : c - 'a' + 10);
      ++digits;
    }
    if (digits == 0) {
      if (at_ < style_.size()) text_.push_back(ascii_lower(style_[at_++]));
      return;
    }
    if (at_ < style_.size() && is_ascii_space(style_[at_])) ++at_;
    // What is no ASCII is part of no word that is looked for.
    text_.push_back(code > 0 && code < 0x80 ? ascii_lower(static_cast<char>(code)) : '\x80');
  }

  void put_space() {
    if (!text_.empty() && text_.back() != ' ') text_.push_back(' ');
  }

  void end_declaration() {
    std::string value = std::exchange(text_, {});
    if (in_value_) {
      trim_end(property_);
      if (const auto bang = value.rfind('!'); bang != std::string::npos) {
        std::string rest = value.substr(bang + 1);
        std::erase(rest, ' ');
        if (rest == "important") value.resize(bang);
      }
      trim_end(value);
      declarations_.push_back({without_prefix(property_), std::move(value)});
    }
    in_value_ = false;
    depth_ = 0;
  }

  static void trim_end(std::string& text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
  }

  static std::string without_prefix(const std::string& property) {
    for (const std::string_view prefix : {"-webkit-", "-moz-", "-ms-", "-o-"}) {
      if (property.starts_with(prefix)) return property.substr(prefix.size());
    }
    return property;
  }

  std::string_view style_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  bool in_value_ = false;
  std::string property_;
  std::string text_;
  std::vector<StyleDeclaration> declarations_;
};

}  // namespace

std::vector<StyleDeclaration> parse_inline_style(std::string_view style) {
  return StyleReader(style).read();
}

std::vector<Dimension> dimensions_in(std::string_view value) {
  std::vector<Dimension> found;
  const auto is_digit_at = [&](std::size_t i) { return i < value.size() && is_ascii_digit(value[i]); };
  std::size_t at = 0;
  while (at < value.size()) {
    const bool sign = value[at] == '-' || value[at] == '+';
    const std::size_t digits = sign ? at + 1 : at;
    const bool number = is_digit_at(digits) || (value.substr(digits, 1) == "." && is_digit_at(digits + 1));
    if (!number) {
      // The digits of a name ("scale3d") are no number.
      if (is_name_character(value[at])) {
        while (at < value.size() && is_name_character(value[at])) ++at;
      } else {
        ++at;
      }
      continue;
    }
    Dimension dimension;
    const std::size_t start = at;
    const char* begin = value.data() + (value[at] == '+' ? digits : at);
    const auto parsed = std::from_chars(begin, value.data() + value.size(), dimension.number);
    at = std::max(static_cast<std::size_t>(parsed.ptr - value.data()), digits + 1);
    const std::size_t unit = at;
    while (at < value.size() && (is_name_character(value[at]) || value[at] == '%')) ++at;
    dimension.unit = value.substr(unit, at - unit);
    dimension.text = value.substr(start, at - start);
    found.push_back(dimension);
  }
  return found;
}

}  // namespace caveat::html
