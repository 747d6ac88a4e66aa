// SHA-256 (FIPS 180-4) of bytes as bytes, and how it is written.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace caveat::audit {

using Hash = std::array<std::uint8_t, 32>;

/// Over the concatenation of `pieces`. Safe to call from any thread.
Hash sha256(std::initializer_list<std::string_view> pieces);

/// The first `digits` of its lower-case hexadecimal digits.
std::string hexadecimal(const Hash& hash, std::size_t digits = 64);

/// As rules/base64.h has it.
std::string base64(const Hash& hash);
std::optional<Hash> hash_from_base64(std::string_view text);

}  // namespace caveat::audit
