#include "filter/json_string.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "filter/utf16_codec.h"

namespace caveat::filter {
namespace {

constexpr std::array<std::pair<char, char>, 7> kShortEscapes = {
    {{'"', '"'}, {'\\', '\\'}, {'b', '\b'}, {'f', '\f'}, {'n', '\n'}, {'r', '\r'}, {'t', '\t'}}};

std::uint32_t unit_at(std::string_view raw, std::size_t at) {
  std::uint32_t unit = 0;
  const std::string_view digits = raw.substr(at, 4);
  std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
  return unit;
}

void append(std::uint32_t c, std::string& out) {
  const auto byte = [&out](std::uint32_t value) { out += static_cast<char>(value); };
  const auto continuation = [&](std::uint32_t shift) { byte(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | c >> 6);
    continuation(0);
  } else if (c < 0x10000) {
    byte(0xE0 | c >> 12);
    continuation(6);
    continuation(0);
  } else {
    byte(0xF0 | c >> 18);
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

/// The characters that "\uXXXX" at `at` begins; `at` moves behind them.
void append_unicode_escape(std::string_view raw, std::size_t& at, std::string& out) {
  std::uint32_t c = unit_at(raw, at + 2);
  at += 6;
  if (is_high_surrogate(c) && raw.substr(at, 2) == "\\u") {
    const std::uint32_t low = unit_at(raw, at + 2);
    if (is_low_surrogate(low)) {
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      at += 6;
    }
  }
  append(c, out);
}

char short_escape(char letter) {
  for (const auto& [known, meaning] : kShortEscapes) {
    if (known == letter) return meaning;
  }
  return letter;
}

void append_hex_escape(std::uint32_t unit, std::string& out) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(unit));
  out += text.data();
}

/// Whether a lone surrogate stands at `at`, as `json_unescaped` writes it.
bool is_surrogate_at(std::string_view text, std::size_t at) {
  return text[at] == '\xED' && at + 2 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0 &&
         static_cast<unsigned char>(text[at + 1]) < 0xC0;
}

std::uint32_t surrogate_at(std::string_view text, std::size_t at) {
  const auto bits = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]) & 0x3FU; };
  return 0xD000 | bits(1) << 6 | bits(2);
}

void append_escaped(char c, std::string& out) {
  for (const auto& [letter, meaning] : kShortEscapes) {
    if (meaning != c) continue;
    out += '\\';
    out += letter;
    return;
  }
  if (static_cast<unsigned char>(c) < 0x20) {
    append_hex_escape(static_cast<unsigned char>(c), out);
  } else {
    out += c;
  }
}

}  // namespace

std::string json_unescaped(std::string_view raw) {
  std::string out;
  for (std::size_t at = 0; at < raw.size();) {
    if (raw[at] != '\\') {
      out += raw[at++];
    } else if (raw[at + 1] == 'u') {
      append_unicode_escape(raw, at, out);
    } else {
      out += short_escape(raw[at + 1]);
      at += 2;
    }
  }
  return out;
}

std::string json_escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_surrogate_at(text, at)) {
      append_hex_escape(surrogate_at(text, at), out);
      at += 2;
    } else {
      append_escaped(text[at], out);
    }
  }
  return out;
}

}  // namespace caveat::filter
