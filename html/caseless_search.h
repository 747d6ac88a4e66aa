// Looks for a string in a short text without regard to ASCII case.
#pragma once

#include <string_view>

namespace caveat::html {

/// Whether `text` contains `part`, which is not empty.
bool contains_ignoring_ascii_case(std::string_view text, std::string_view part);

}  // namespace caveat::html
