// The lexical part of selectors: identifiers, strings, operators and an+b (CSS Syntax Level 3).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "html/ascii.h"
#include "html/selector.h"

namespace caveat::html {

/// A cursor over the text of a selector list. `peek` and `take` give '\0' at the end.
class SelectorScanner {
 public:
  explicit SelectorScanner(std::string_view text) : text_(text) {}

  bool at_end() const { return offset_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[offset_]; }
  char peek_next() const { return offset_ + 1 < text_.size() ? text_[offset_ + 1] : '\0'; }
  char take() { return at_end() ? '\0' : text_[offset_++]; }
  std::size_t offset() const { return offset_; }

  bool skip(char c);
  /// Comments too; whether there was any white space.
  bool skip_space();
  void skip_comments();

  /// An identifier with its escapes resolved (section 4.3.11); nothing is taken if there is none.
  std::optional<std::string> identifier();
  std::optional<std::string> string_or_identifier();
  std::optional<AttributeOperator> attribute_operator();
  /// `odd`, `even`, `3`, `2n+1`, `-n + 3` (section 6.2), without the brackets.
  std::optional<NthCondition> nth();

 private:
  std::optional<std::string> quoted_string();
  bool skip_newline();
  bool append_escape(std::string& into);
  std::optional<int> unsigned_integer();

  std::string_view text_;
  std::size_t offset_ = 0;
};

}  // namespace caveat::html
