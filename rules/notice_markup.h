// The text of a notice, taken apart: plain text, **bold**, [links](...), {variables}, paragraphs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rules/codes.h"

namespace caveat::rules {

struct NoticePiece {
  enum class Kind { text, variable, bold_begin, bold_end, link_begin, link_end, paragraph_end };
  Kind kind = Kind::text;
  std::string text;                 ///< the text, or the variable's name
  std::vector<NoticePiece> target;  ///< of a link: text and variables
};

/// What is wrong with a text. `offset` and `length` count its bytes.
struct MarkupError {
  Code code = Code::bad_markup;
  std::size_t offset = 0;
  std::size_t length = 1;
  std::string message;
  std::string suggestion;
};

struct NoticeMarkup {
  std::vector<NoticePiece> pieces;
  std::vector<std::string> variables;  ///< that it uses, each once
};

/// Paragraphs never empty, bold and links properly nested. A bracket or brace that begins nothing is text.
NoticeMarkup parse_notice_markup(std::string_view text, std::vector<MarkupError>& errors);

}  // namespace caveat::rules
