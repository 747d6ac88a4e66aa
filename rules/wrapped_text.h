// Prose in lines of bounded length.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace caveat::rules {

/// `text` with line ends between words, so that no line has more than `columns` code points if words allow. A
/// line end in `text` becomes an empty line; one stands at the end.
std::string wrapped(std::string_view text, std::size_t columns);

}  // namespace caveat::rules
