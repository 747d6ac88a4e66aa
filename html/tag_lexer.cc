#include "html/tag_lexer.h"

#include <array>

#include "html/ascii.h"
#include "html/byte_block.h"

namespace caveat::html {
namespace {

constexpr unsigned char kSpace = 1;
constexpr unsigned char kSlash = 2;
constexpr unsigned char kGreater = 4;
constexpr unsigned char kEquals = 8;

constexpr std::array<unsigned char, 256> kClasses = [] {
  std::array<unsigned char, 256> classes{};
  for (const char c : {' ', '\n', '\t', '\f', '\r'}) classes[static_cast<unsigned char>(c)] = kSpace;
  classes['/'] = kSlash;
  classes['>'] = kGreater;
  classes['='] = kEquals;
  return classes;
}();

bool is_of(char c, unsigned char classes) {
  return (kClasses[static_cast<unsigned char>(c)] & classes) != 0;
}

/// The first byte at or after `from` that is of `classes`, or the size.
std::size_t find_class(std::string_view tag, std::size_t from, unsigned char classes) {
  while (from + ByteBlock::kSize <= tag.size()) {
    const ByteBlock::Matches ends = ByteBlock(tag.data() + from).name_ends();
    if (!ends.any()) {
      from += ByteBlock::kSize;
      continue;
    }
    from += ends.first();
    if (is_of(tag[from], classes)) return from;
    ++from;
  }
  while (from < tag.size() && !is_of(tag[from], classes)) ++from;
  return from;
}

std::size_t skip_space(std::string_view tag, std::size_t from) {
  while (from < tag.size() && is_ascii_space(tag[from])) ++from;
  return from;
}

std::size_t find_byte(std::string_view tag, std::size_t from, char c) {
  for (; from + ByteBlock::kSize <= tag.size(); from += ByteBlock::kSize) {
    const ByteBlock::Matches found = ByteBlock(tag.data() + from).equal(c);
    if (found.any()) return from + found.first();
  }
  while (from < tag.size() && tag[from] != c) ++from;
  return from;
}

}  // namespace

void TagLexer::start(std::size_t name_offset, bool is_end_tag) {
  state_ = State::tag_name;
  is_end_tag_ = is_end_tag;
  self_closing_ = false;
  position_ = name_offset;
  name_begin_ = static_cast<std::uint32_t>(name_offset);
  name_end_ = name_begin_;
  attribute_bits_ = 0;
  spans_.clear();
}

void TagLexer::begin_attribute(std::size_t position) {
  const auto offset = static_cast<std::uint32_t>(position);
  spans_.push_back({offset, offset, offset, offset, offset, 0});
}

/// At `position_`.
void TagLexer::end_attribute_name(std::string_view tag) {
  const auto offset = static_cast<std::uint32_t>(position_);
  Span& span = spans_.back();
  span.name_end = span.value_begin = span.value_end = span.end = offset;
  span.key =
      name_key(tag.substr(span.name_begin, offset - span.name_begin), tag.data() + tag.size());
  attribute_bits_ |= AttributeName::bit_of(span.key);
}

void TagLexer::end_value(std::size_t position, std::size_t end) {
  spans_.back().value_end = static_cast<std::uint32_t>(position);
  spans_.back().end = static_cast<std::uint32_t>(end);
}

// One function, because the states hand over to one another on every byte, as the standard's text does.
bool TagLexer::advance(std::string_view tag) {  // NOLINT(readability-function-size)
  while (position_ < tag.size()) {
    const char c = tag[position_];
    switch (state_) {
      case State::tag_name:
        position_ = find_class(tag, position_, kSpace | kSlash | kGreater);
        if (position_ == tag.size()) break;
        name_end_ = static_cast<std::uint32_t>(position_);
        name_ = TagName::of_key(
            name_key(tag.substr(name_begin_, name_end_ - name_begin_), tag.data() + tag.size()));
        state_ = State::before_attribute_name;
        break;
      case State::before_attribute_name:
        if (is_ascii_space(c)) {
          position_ = skip_space(tag, position_);
        } else if (c == '>') {
          ++position_;
          return true;
        } else if (c == '/') {
          ++position_;
          state_ = State::self_closing;
        } else {
          // A '=' here is the first character of the name.
          begin_attribute(position_++);
          state_ = State::attribute_name;
        }
        break;
      case State::attribute_name:
        position_ = find_class(tag, position_, kSpace | kSlash | kGreater | kEquals);
        if (position_ == tag.size()) break;
        end_attribute_name(tag);
        state_ = State::after_attribute_name;
        break;
      case State::after_attribute_name:
        if (is_ascii_space(c)) {
          position_ = skip_space(tag, position_);
        } else if (c == '=') {
          ++position_;
          spans_.back().value_begin = spans_.back().value_end = spans_.back().end =
              static_cast<std::uint32_t>(position_);
          state_ = State::before_attribute_value;
        } else {
          state_ = State::before_attribute_name;
        }
        break;
      case State::before_attribute_value:
        if (is_ascii_space(c)) {
          position_ = skip_space(tag, position_);
          break;
        }
        if (c == '>') {
          state_ = State::before_attribute_name;
          break;
        }
        state_ = State::unquoted_value;
        if (c == '"' || c == '\'') {
          ++position_;
          state_ = c == '"' ? State::double_quoted_value : State::single_quoted_value;
        }
        spans_.back().value_begin = static_cast<std::uint32_t>(position_);
        break;
      case State::double_quoted_value:
      case State::single_quoted_value:
        position_ = find_byte(tag, position_, state_ == State::double_quoted_value ? '"' : '\'');
        if (position_ == tag.size()) break;
        end_value(position_, position_ + 1);
        ++position_;
        state_ = State::before_attribute_name;
        break;
      case State::unquoted_value:
        position_ = find_class(tag, position_, kSpace | kGreater);
        end_value(position_, position_);
        if (position_ < tag.size()) state_ = State::before_attribute_name;
        break;
      case State::self_closing:
        if (c == '>') {
          self_closing_ = true;
          ++position_;
          return true;
        }
        state_ = State::before_attribute_name;
        break;
    }
  }
  return false;
}

TagToken TagLexer::token(std::string_view tag) {
  attributes_.clear();
  for (const Span& span : spans_) {
    attributes_.push_back({.name = tag.substr(span.name_begin, span.name_end - span.name_begin),
                           .value = tag.substr(span.value_begin, span.value_end - span.value_begin),
                           .raw = tag.substr(span.name_begin, span.end - span.name_begin),
                           .key = span.key});
  }
  return {.name = name_,
          .name_as_written = tag.substr(name_begin_, name_end_ - name_begin_),
          .attributes = attributes_,
          .self_closing = self_closing_,
          .raw = tag.substr(0, position_),
          .attribute_bits = attribute_bits_};
}

}  // namespace caveat::html
