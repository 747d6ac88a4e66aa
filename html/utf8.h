// Code points as UTF-8.
#pragma once

#include <cstdint>
#include <string>

namespace caveat::html {

/// Appends one code point; surrogates, zero and values past U+10FFFF become U+FFFD.
void append_utf8(std::string& into, std::uint32_t code_point);

/// Whether a byte of UTF-8 is not the first of its character.
constexpr bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

}  // namespace caveat::html
