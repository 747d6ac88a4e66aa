// Source text -> text: character references, newlines and NUL (HTML standard, 13.2.5.72
// - 13.2.5.80, 13.2.3.5).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "html/token.h"

namespace caveat::html {

/// The value of an attribute as a browser sees it, in UTF-8 if `raw` is.
std::string decode_attribute_value(std::string_view raw);

/// The text that a run of source text stands for. `raw` must be the whole run: a reference that is cut in two
/// is not one.
std::string decode_text(std::string_view raw, TextMode mode);

/// Takes a character reference of a page's text: `rest` is what follows its '&'. Appends what it stands for,
/// in UTF-8; returns the bytes taken, or 0 if it is none.
std::size_t decode_text_reference(std::string_view rest, std::string& text);

}  // namespace caveat::html
