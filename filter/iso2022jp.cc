#include "filter/iso2022jp.h"

#include "filter/jis_x0208.h"

namespace caveat::filter::iso2022jp {
namespace {

constexpr std::uint32_t kYen = 0xA5;
constexpr std::uint32_t kOverline = 0x203E;
constexpr std::uint32_t kFirstKatakana = 0xFF61;
constexpr std::uint32_t kLastKatakana = 0xFF9F;

/// The bytes that begin or shift something are no characters.
bool is_ascii_character(std::uint32_t code_point) {
  return code_point < 0x80 && code_point != 0x0E && code_point != 0x0F && code_point != 0x1B;
}

std::string one_byte(std::uint32_t byte) {
  return {static_cast<char>(byte)};
}

std::string roman_bytes(std::uint32_t code_point) {
  if (code_point == kYen) return one_byte(0x5C);
  if (code_point == kOverline) return one_byte(0x7E);
  if (code_point == 0x5C || code_point == 0x7E || !is_ascii_character(code_point)) return {};
  return one_byte(code_point);
}

}  // namespace

std::string bytes_in(Mode mode, std::uint32_t code_point) {
  switch (mode) {
    case Mode::ascii:
      return is_ascii_character(code_point) ? one_byte(code_point) : std::string();
    case Mode::roman:
      return roman_bytes(code_point);
    case Mode::katakana:
      if (code_point < kFirstKatakana || code_point > kLastKatakana) return {};
      return one_byte(code_point - kFirstKatakana + 0x21);
    case Mode::jis_x0208:
      break;
  }
  if (code_point < 0x80) return {};
  const JisPair pair = JisX0208::table().pair(code_point);
  if (pair[0] == 0) return {};
  return {static_cast<char>(pair[0]), static_cast<char>(pair[1])};
}

Mode mode_for(std::uint32_t code_point, Mode now) {
  if (!bytes_in(now, code_point).empty()) return now;
  for (const Mode mode : {Mode::ascii, Mode::roman, Mode::katakana, Mode::jis_x0208}) {
    if (!bytes_in(mode, code_point).empty()) return mode;
  }
  return now;
}

}  // namespace caveat::filter::iso2022jp
