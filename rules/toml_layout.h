// The one layout of rule files.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "rules/toml_syntax.h"

namespace caveat::rules {

/// The widest line that a list is kept on, and that a comment is aligned within.
inline constexpr std::size_t kWidestLaidLine = 120;

/// The text of `syntax`, with LF and an end to its last line. It depends on the tokens, on where empty lines
/// stand, and on which lists of inline tables are broken; never on other blanks of the source. Laying out
/// what was laid out changes nothing.
///   - Keys of adjacent lines have their = in one column, comments beside them theirs.
///   - An empty line before a header, or before the comments directly above it; none behind a header; never
///     two.
///   - A list that is wider than the line, or that comments or empty lines part, has one item a line.
std::string lay_out(std::span<const WrittenLine> syntax);

}  // namespace caveat::rules
