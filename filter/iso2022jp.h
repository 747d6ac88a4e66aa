// The modes of ISO-2022-JP (Encoding standard, 12.2).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace caveat::filter::iso2022jp {

enum class Mode : std::uint8_t { ascii, roman, katakana, jis_x0208 };

/// An escape sequence and the mode it begins. The first of a mode is the one an encoder writes.
struct Escape {
  std::string_view bytes;
  Mode mode;
};

inline constexpr std::array<Escape, 5> kEscapes = {{
    {"\x1B(B", Mode::ascii},
    {"\x1B(J", Mode::roman},
    {"\x1B(I", Mode::katakana},
    {"\x1B$B", Mode::jis_x0208},
    {"\x1B$@", Mode::jis_x0208},
}};

/// The number in kEscapes of the sequence that an encoder writes for `mode`.
constexpr std::uint8_t escape_to(Mode mode) {
  return static_cast<std::uint8_t>(mode);
}

/// The bytes of a code point in `mode`; empty if it has none there.
std::string bytes_in(Mode mode, std::uint32_t code_point);

/// The mode in which an encoder that is in `now` writes the code point; `now` if none has it.
Mode mode_for(std::uint32_t code_point, Mode now);

}  // namespace caveat::filter::iso2022jp
