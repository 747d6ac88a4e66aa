// How wide a text is in an editor or a terminal.
#pragma once

#include <cstddef>
#include <string_view>

namespace caveat::rules {

/// Columns of one line in a font of fixed width: two for East Asian wide letters (UAX #11), none for marks on
/// other letters and for invisible signs, one for each other code point.
std::size_t display_width(std::string_view line);

}  // namespace caveat::rules
