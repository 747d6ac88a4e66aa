#include "html/selector_scanner.h"

#include <charconv>
#include <cstdint>

#include "html/utf8.h"

namespace caveat::html {
namespace {

bool starts_identifier(char c) {
  return is_ascii_alpha(c) || c == '_' || c == '\\' || static_cast<unsigned char>(c) >= 0x80;
}

bool continues_identifier(char c) {
  return starts_identifier(c) || is_ascii_digit(c) || c == '-';
}

int hex_digit(char c) {
  if (is_ascii_digit(c)) return c - '0';
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

bool SelectorScanner::skip(char c) {
  if (at_end() || peek() != c) return false;
  ++offset_;
  return true;
}

bool SelectorScanner::skip_space() {
  bool any = false;
  for (skip_comments(); !at_end() && is_ascii_space(peek()); skip_comments()) {
    ++offset_;
    any = true;
  }
  return any;
}

void SelectorScanner::skip_comments() {
  while (peek() == '/' && peek_next() == '*') {
    const std::size_t end = text_.find("*/", offset_ + 2);
    if (end == std::string_view::npos) return;
    offset_ = end + 2;
  }
}

bool SelectorScanner::skip_newline() {
  if (skip('\r')) {
    skip('\n');
    return true;
  }
  return skip('\n') || skip('\f');
}

std::optional<std::string> SelectorScanner::identifier() {
  const std::size_t start = offset_;
  std::size_t hyphens = 0;
  while (hyphens < 2 && skip('-')) ++hyphens;
  if (hyphens < 2 && (at_end() || !starts_identifier(peek()))) {
    offset_ = start;
    return std::nullopt;
  }
  std::string name(hyphens, '-');
  while (!at_end() && continues_identifier(peek())) {
    const std::size_t here = offset_;
    const char c = take();
    if (c != '\\') {
      name.push_back(c);
    } else if (!append_escape(name)) {
      offset_ = here;
      break;
    }
  }
  if (name.size() == hyphens && hyphens < 2) {
    offset_ = start;
    return std::nullopt;
  }
  return name;
}

bool SelectorScanner::append_escape(std::string& into) {
  if (at_end() || peek() == '\n' || peek() == '\r' || peek() == '\f') return false;
  if (hex_digit(peek()) < 0) {
    into.push_back(take());
    return true;
  }
  std::uint32_t code_point = 0;
  for (int digits = 0; digits < 6 && !at_end() && hex_digit(peek()) >= 0; ++digits) {
    code_point = code_point * 16 + static_cast<std::uint32_t>(hex_digit(take()));
  }
  if (!skip_newline() && !at_end() && is_ascii_space(peek())) ++offset_;
  append_utf8(into, code_point);
  return true;
}

std::optional<std::string> SelectorScanner::string_or_identifier() {
  return peek() == '"' || peek() == '\'' ? quoted_string() : identifier();
}

std::optional<std::string> SelectorScanner::quoted_string() {
  const char quote = take();
  std::string value;
  while (!at_end()) {
    const char c = take();
    if (c == quote) return value;
    if (c == '\n' || c == '\r' || c == '\f') return std::nullopt;
    if (c != '\\') {
      value.push_back(c);
    } else if (!skip_newline() && !append_escape(value)) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

std::optional<AttributeOperator> SelectorScanner::attribute_operator() {
  if (skip('=')) return AttributeOperator::equals;
  std::optional<AttributeOperator> op;
  switch (peek()) {
    case '~':
      op = AttributeOperator::word;
      break;
    case '|':
      op = AttributeOperator::dash;
      break;
    case '^':
      op = AttributeOperator::prefix;
      break;
    case '$':
      op = AttributeOperator::suffix;
      break;
    case '*':
      op = AttributeOperator::substring;
      break;
    default:
      return std::nullopt;
  }
  ++offset_;
  return skip('=') ? op : std::nullopt;
}

std::optional<NthCondition> SelectorScanner::nth() {
  skip_space();
  NthCondition nth;
  if (const std::size_t start = offset_; is_ascii_alpha(peek()) && ascii_lower(peek()) != 'n') {
    const auto word = ascii_lower(identifier().value_or(""));
    if (word == "odd") return NthCondition{.step = 2, .offset = 1};
    if (word == "even") return NthCondition{.step = 2, .offset = 0};
    offset_ = start;
    return std::nullopt;
  }
  int sign = 1;
  if (skip('-')) {
    sign = -1;
  } else {
    skip('+');
  }
  std::optional<int> number;
  if (is_ascii_digit(peek())) {
    number = unsigned_integer();
    if (!number) return std::nullopt;
  }
  if (ascii_lower(peek()) != 'n') {
    if (!number) return std::nullopt;
    nth.offset = sign * number.value();
    return nth;
  }
  ++offset_;
  nth.step = sign * number.value_or(1);
  skip_space();
  if (peek() == '+' || peek() == '-') {
    const int offset_sign = take() == '-' ? -1 : 1;
    skip_space();
    number = unsigned_integer();
    if (!number) return std::nullopt;
    nth.offset = offset_sign * number.value();
  }
  return nth;
}

std::optional<int> SelectorScanner::unsigned_integer() {
  if (!is_ascii_digit(peek())) return std::nullopt;
  int value = 0;
  const char* begin = text_.data() + offset_;
  const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
  if (error != std::errc() || end == begin) return std::nullopt;
  offset_ += static_cast<std::size_t>(end - begin);
  return value;
}

}  // namespace caveat::html
