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
inline std::size_t find_class(std::string_view tag, std::size_t from, unsigned char classes) {
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

/// Where to go on when there are more bytes.
bool TagLexer::stop(State state, std::size_t position) {
  state_ = state;
  position_ = position;
  return false;
}

bool TagLexer::end_of_tag(bool self_closing, std::size_t position) {
  self_closing_ = self_closing;
  position_ = position;
  return true;
}

void TagLexer::end_tag_name(std::string_view tag, std::size_t position) {
  name_end_ = static_cast<std::uint32_t>(position);
  const std::string_view name = tag.substr(name_begin_, position - name_begin_);
  name_ = TagName::of_key(name_key(name, tag.data() + tag.size()));
}

void TagLexer::begin_attribute(std::size_t position) {
  const auto offset = static_cast<std::uint32_t>(position);
  spans_.push_back({offset, offset, offset, offset, offset, 0});
}

void TagLexer::end_attribute_name(std::string_view tag, std::size_t position) {
  const auto offset = static_cast<std::uint32_t>(position);
  AttributeSpan& span = spans_.back();
  span.name_end = span.value_begin = span.value_end = span.end = offset;
  span.key = name_key(tag.substr(span.name_begin, offset - span.name_begin), tag.data() + tag.size());
  attribute_bits_ |= AttributeName::bit_of(span.key);
}

void TagLexer::end_value(std::size_t position, std::size_t end) {
  spans_.back().value_end = static_cast<std::uint32_t>(position);
  spans_.back().end = static_cast<std::uint32_t>(end);
}

// One function, because the states hand over to one another as the standard's text does; each falls through
// to the one that mostly follows.
bool TagLexer::advance(std::string_view tag) {  // NOLINT(readability-function-size)
  std::size_t at = position_;
  State state = state_;
  while (true) {
    switch (state) {
      case State::tag_name:
        at = find_class(tag, at, kSpace | kSlash | kGreater);
        if (at == tag.size()) return stop(State::tag_name, at);
        end_tag_name(tag, at);
        [[fallthrough]];

      case State::before_attribute_name:
        at = skip_space(tag, at);
        if (at == tag.size()) return stop(State::before_attribute_name, at);
        if (tag[at] == '>') return end_of_tag(false, at + 1);
        if (tag[at] == '/') {
          ++at;
          state = State::self_closing;
          continue;
        }
        begin_attribute(at++);  // a '=' here is the first character of the name
        [[fallthrough]];

      case State::attribute_name:
        at = find_class(tag, at, kSpace | kSlash | kGreater | kEquals);
        if (at == tag.size()) return stop(State::attribute_name, at);
        end_attribute_name(tag, at);
        [[fallthrough]];

      case State::after_attribute_name:
        at = skip_space(tag, at);
        if (at == tag.size()) return stop(State::after_attribute_name, at);
        if (tag[at] != '=') {
          state = State::before_attribute_name;
          continue;
        }
        ++at;
        spans_.back().value_begin = spans_.back().value_end = spans_.back().end =
            static_cast<std::uint32_t>(at);
        [[fallthrough]];

      case State::before_attribute_value:
        at = skip_space(tag, at);
        if (at == tag.size()) return stop(State::before_attribute_value, at);
        if (tag[at] == '>') return end_of_tag(false, at + 1);
        quote_ = tag[at];
        if (quote_ != '"' && quote_ != '\'') {
          spans_.back().value_begin = static_cast<std::uint32_t>(at);
          state = State::unquoted_value;
          continue;
        }
        spans_.back().value_begin = static_cast<std::uint32_t>(++at);
        [[fallthrough]];

      case State::quoted_value:
        at = find_byte(tag, at, quote_);
        if (at == tag.size()) return stop(State::quoted_value, at);
        end_value(at, at + 1);
        ++at;
        state = State::before_attribute_name;
        continue;

      case State::unquoted_value:
        at = find_class(tag, at, kSpace | kGreater);
        end_value(at, at);
        if (at == tag.size()) return stop(State::unquoted_value, at);
        state = State::before_attribute_name;
        continue;

      case State::self_closing:
        if (at == tag.size()) return stop(State::self_closing, at);
        if (tag[at] == '>') return end_of_tag(true, at + 1);
        state = State::before_attribute_name;
        continue;
    }
  }
}

TagToken TagLexer::token(std::string_view tag) const {
  return {.name = name_,
          .name_as_written = tag.substr(name_begin_, name_end_ - name_begin_),
          .attributes = {tag.data(), spans_},
          .self_closing = self_closing_,
          .raw = tag.substr(0, position_),
          .attribute_bits = attribute_bits_};
}

}  // namespace caveat::html
