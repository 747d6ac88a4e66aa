// Code points as UTF-8.
#pragma once

#include <cstdint>
#include <string>

namespace caveat::html {

/// Appends one code point; surrogates, zero and values past U+10FFFF become U+FFFD.
void append_utf8(std::string& into, std::uint32_t code_point);

}  // namespace caveat::html
