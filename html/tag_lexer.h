// One tag, byte by byte: the states from "tag name" to "self-closing start tag" (13.2.5.8 - 13.2.5.40).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "html/token.h"

namespace caveat::html {

/// Resumable: `advance` may be called again with the same tag grown longer, and goes on where it stopped.
class TagLexer {
 public:
  /// Prepares for a tag whose name begins `name_offset` bytes after its '<'.
  void start(std::size_t name_offset, bool is_end_tag);

  /// `tag` begins at '<'. True once the closing '>' was found; then `length` and `token` are valid.
  bool advance(std::string_view tag);

  bool is_end_tag() const { return is_end_tag_; }
  std::size_t length() const { return position_; }
  /// Views into `tag` (the same bytes as in the last `advance`) and into this lexer, until the next `start`.
  TagToken token(std::string_view tag) const;

 private:
  enum class State : std::uint8_t {
    tag_name,
    before_attribute_name,
    attribute_name,
    after_attribute_name,
    before_attribute_value,
    quoted_value,
    unquoted_value,
    self_closing
  };

  bool stop(State state, std::size_t position);
  bool end_of_tag(bool self_closing, std::size_t position);
  void end_tag_name(std::string_view tag, std::size_t position);
  void begin_attribute(std::size_t position);
  void end_attribute_name(std::string_view tag, std::size_t position);
  void end_value(std::size_t position, std::size_t end);

  State state_ = State::tag_name;
  bool is_end_tag_ = false;
  bool self_closing_ = false;
  char quote_ = '"';  ///< of the value, in `quoted_value`
  std::size_t position_ = 0;
  std::uint32_t name_begin_ = 0;
  std::uint32_t name_end_ = 0;
  TagName name_;
  std::uint64_t attribute_bits_ = 0;
  std::vector<AttributeSpan> spans_;  ///< offsets, so that they survive the tag's bytes being moved
};

}  // namespace caveat::html
