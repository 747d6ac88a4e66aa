// The words of a page as its readers see them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace caveat::html {

/// In UTF-8: a line for each block of text, white space as one space, what a browser does not show left out,
/// notices and labels included. `charset`: as the Encoding standard calls it, ASCII-compatible. nullopt if
/// the page cannot be followed: it ends in a tag of more than `max_token_bytes`.
std::optional<std::string> seen_text(std::string_view page, std::string_view charset,
                                     std::size_t max_token_bytes);

}  // namespace caveat::html
