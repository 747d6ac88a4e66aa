#include "html/tag_lexer.h"

#include <cstring>

#include "html/ascii.h"

namespace caveat::html {
namespace {

/// The first byte at or after `from` that is white space, '/' , '>' or (if asked for) '='.
std::size_t find_name_end(std::string_view tag, std::size_t from, bool stop_at_equals) {
  while (from < tag.size()) {
    const char c = tag[from];
    if (is_ascii_space(c) || c == '/' || c == '>' || (stop_at_equals && c == '=')) break;
    ++from;
  }
  return from;
}

std::size_t skip_space(std::string_view tag, std::size_t from) {
  while (from < tag.size() && is_ascii_space(tag[from])) ++from;
  return from;
}

std::size_t find_byte(std::string_view tag, std::size_t from, char c) {
  const void* found = std::memchr(tag.data() + from, c, tag.size() - from);
  return found == nullptr ? tag.size()
                          : static_cast<std::size_t>(static_cast<const char*>(found) - tag.data());
}

}  // namespace

void TagLexer::start(std::size_t name_offset, bool is_end_tag) {
  state_ = State::tag_name;
  is_end_tag_ = is_end_tag;
  self_closing_ = false;
  position_ = name_offset;
  name_begin_ = static_cast<std::uint32_t>(name_offset);
  name_end_ = name_begin_;
  spans_.clear();
}

void TagLexer::begin_attribute(std::size_t position) {
  const auto offset = static_cast<std::uint32_t>(position);
  spans_.push_back({offset, offset, offset, offset, offset});
}

void TagLexer::end_name(std::size_t position) {
  const auto offset = static_cast<std::uint32_t>(position);
  Span& span = spans_.back();
  span.name_end = span.value_begin = span.value_end = span.end = offset;
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
        position_ = find_name_end(tag, position_, false);
        name_end_ = static_cast<std::uint32_t>(position_);
        if (position_ < tag.size()) state_ = State::before_attribute_name;
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
          end_name(position_);
          state_ = State::attribute_name;
        }
        break;
      case State::attribute_name:
        position_ = find_name_end(tag, position_, true);
        end_name(position_);
        if (position_ < tag.size()) state_ = State::after_attribute_name;
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
        while (position_ < tag.size() && !is_ascii_space(tag[position_]) && tag[position_] != '>')
          ++position_;
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
                           .raw = tag.substr(span.name_begin, span.end - span.name_begin)});
  }
  const std::string_view name = tag.substr(name_begin_, name_end_ - name_begin_);
  return {.name = TagName::of(name),
          .name_as_written = name,
          .attributes = attributes_,
          .self_closing = self_closing_,
          .raw = tag.substr(0, position_)};
}

}  // namespace caveat::html
