// Where the bytes of a TOML string stand in its file.
#pragma once

#include <cstddef>
#include <string_view>

#include "rules/diagnostic.h"

namespace caveat::rules {

/// The place in `text` of `length` bytes from byte `offset` of the string value that begins at
/// `string_place`, at byte `string_offset` of `text`. Knows the four kinds of TOML strings and their escapes
/// (TOML 1.0, "String"). A range over several lines is cut at the end of its first.
SourcePlace place_in_string(std::string_view text, std::size_t string_offset, const SourcePlace& string_place,
                            std::size_t offset, std::size_t length);

}  // namespace caveat::rules
