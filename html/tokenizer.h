// Push tokenizer for a page in an ASCII-compatible charset (HTML standard, 13.2.5).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "html/script_scanner.h"
#include "html/tag_lexer.h"
#include "html/token.h"

namespace caveat::html {

/// Any chunking gives the same tokens, but for how text and comments are cut into pieces. Only a tag, a
/// doctype or a few bytes of look-ahead are ever kept between two calls of `write`.
///
/// Yields source text: character references, newlines and NUL are resolved by who needs them
/// (character_references.h), since none of them moves the border of a token.
class Tokenizer {
 public:
  /// Tags and doctypes longer than `max_token_bytes` are not followed: see `write`.
  Tokenizer(TokenHandler& handler, std::size_t max_token_bytes);

  /// False once a token was too long; the tokenizer then takes nothing more, and `unread` gives what it
  /// holds.
  bool write(std::string_view bytes);
  /// The page is over.
  void finish();
  /// Bytes taken whose token is not complete yet.
  std::string_view unread() const { return carry_; }

  /// What comes is no page from its beginning: the bytes of a byte order mark are text there, and in many
  /// charsets letters.
  void begin_inside() { at_beginning_ = false; }
  /// Begins in another mode than data, as the content of an element of that name does.
  void start_in(TextMode mode, std::string_view element_name);

 private:
  enum class State : std::uint8_t { text, tag, comment, bogus_comment, doctype };
  /// Where in a comment, for its end (13.2.5.43 - 13.2.5.52).
  enum class CommentState : std::uint8_t { start, start_dash, body, end_dash, end, end_bang };

  std::size_t tokenize(std::string_view bytes, bool at_end);
  std::size_t text(std::string_view bytes, bool at_end);
  std::size_t data(std::string_view bytes, bool at_end);
  std::size_t raw_text(std::string_view bytes, bool at_end);
  std::size_t script(std::string_view bytes, bool at_end);
  std::size_t cdata(std::string_view bytes, bool at_end);
  std::size_t open_markup(std::string_view bytes, bool at_end);
  std::size_t open_declaration(std::string_view bytes, bool at_end);
  std::size_t tag(std::string_view bytes, bool at_end);
  std::size_t comment(std::string_view bytes, bool at_end);
  std::size_t bogus_comment(std::string_view bytes, bool at_end);
  std::size_t doctype(std::string_view bytes, bool at_end);
  bool byte_order_mark(std::string_view bytes, bool at_end, std::size_t& taken);
  void emit_text(std::string_view raw);
  void enter_mode(TextMode mode);

  TokenHandler& handler_;
  std::size_t max_token_bytes_;
  State state_ = State::text;
  TextMode mode_ = TextMode::data;
  CommentState comment_state_ = CommentState::start;
  bool at_beginning_ = true;  ///< of the page
  TagLexer lexer_;
  ScriptScanner script_scanner_;
  std::string last_start_tag_;  ///< lower case; an end tag of that name ends raw text
  std::string carry_;
};

}  // namespace caveat::html
