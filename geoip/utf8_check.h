// Whether bytes are UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing past U+10FFFF.
#pragma once

#include <cstdint>
#include <span>

namespace caveat::geoip {

bool is_utf8(std::span<const std::uint8_t> bytes);

}  // namespace caveat::geoip
