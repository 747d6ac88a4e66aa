// Strings of JSON (RFC 8259, 7).
#pragma once

#include <string>
#include <string_view>

namespace caveat::filter {

/// What a string stands for, in UTF-8. `raw`: what stands between the quotes, well-formed. A lone surrogate
/// becomes the three bytes that UTF-8 would have for it, so that `json_escaped` can give it back; so do bytes
/// that are no UTF-8 stay as they are.
std::string json_unescaped(std::string_view raw);

/// With as few escapes as can be.
std::string json_escaped(std::string_view text);

}  // namespace caveat::filter
