// Base64 (RFC 4648, 4), written in one way.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace caveat::rules {

std::string base64(std::string_view bytes);

/// nullopt unless `text` is what `base64` writes for some bytes, of which there are any and not more than a
/// million.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace caveat::rules
