// The labels of the Encoding standard (section 4.2).
#pragma once

#include <string_view>

namespace caveat::html {

/// The standard's name of the encoding for a label in lower case without white space around it; empty if
/// none.
std::string_view encoding_of_label(std::string_view label);

}  // namespace caveat::html
