// Where a script's text ends: the "script data" states with their escapes (13.2.5.4, 13.2.5.15 - 13.2.5.31).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace caveat::html {

/// Keeps the escape state of one script element between pieces of its text.
class ScriptScanner {
 public:
  struct Result {
    std::size_t text_bytes;  ///< how many bytes at the beginning are text of the script
    bool end_tag;            ///< whether the element's end tag follows them
  };

  void start() { *this = ScriptScanner(); }
  /// `element_name` is that of the start tag, in lower case: "script", but for a tokenizer started in this
  /// mode. Bytes past `text_bytes` that are no end tag are look-ahead to be given again with more bytes
  /// behind them; with `at_end` there are none left over.
  Result scan(std::string_view bytes, std::string_view element_name, bool at_end);

 private:
  enum class State : std::uint8_t { plain, escaped, double_escaped };

  /// What a '<' begins.
  enum class LessThan : std::uint8_t { text, unknown, end_tag, escapes, escapes_twice, unescapes_once };
  LessThan less_than(std::string_view rest, std::string_view element_name) const;

  State state_ = State::plain;
  int dashes_ = 0;  ///< consecutive '-' just read, while escaped
};

/// Whether `bytes` begins with `name` (lower case) in any case, followed by white space, '/' or '>'.
/// `unknown`: it ends too early to tell.
enum class NameMatch : std::uint8_t { no, yes, unknown };
NameMatch match_tag_name(std::string_view bytes, std::string_view name);

}  // namespace caveat::html
