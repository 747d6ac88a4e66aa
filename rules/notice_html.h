// A notice as HTML.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "rules/notice.h"

namespace caveat::rules {

/// Gives the text of a variable.
using VariableValue = std::function<std::string(std::string_view name)>;

/// One `div` element in ASCII (other characters as references), readable without its style; its heading is
/// the kind's name. `mark` is "pack/rule". The same arguments give the same bytes.
std::string notice_html(NoticeKind kind, const NoticeText& text, std::string_view mark,
                        const VariableValue& value);

/// The same as one `span` that may stand wherever text may, a paragraph or a link's neighbour included.
std::string notice_phrase_html(NoticeKind kind, const NoticeText& text, std::string_view mark,
                               const VariableValue& value);

/// The paragraphs alone, for a page that is nothing but the notice.
std::string notice_paragraphs(const NoticeText& text, const VariableValue& value);

/// `text` for element content or a quoted attribute, in ASCII.
std::string ascii_html(std::string_view text);

/// "ltr" or "rtl".
std::string_view text_direction(std::string_view language);

}  // namespace caveat::rules
