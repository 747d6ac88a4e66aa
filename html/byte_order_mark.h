// What a text in UTF-8 may begin with (Encoding Standard, 6).
#pragma once

#include <string_view>

namespace caveat::html {

/// U+FEFF in UTF-8, the byte order mark: no part of the text.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace caveat::html
