// Base64 (RFC 4648, 4), written in one way.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace caveat::rules {

std::string base64(std::string_view bytes);

/// nullopt unless `text` is what `base64` writes for some bytes, of which there are any, and has at most
/// `most` characters.
std::optional<std::string> from_base64(std::string_view text, std::size_t most = 1'000'000);

}  // namespace caveat::rules
