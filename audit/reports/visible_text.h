// Texts out of archives, as reports show them: valid UTF-8, one line, nothing in it that a reader cannot see.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace caveat::audit {

/// Whether a code point shows nothing itself, but changes what is around it or how it is read: C0 and C1
/// controls (terminal escapes), bidirectional controls (UAX #9), zero-width and tag characters, line and
/// paragraph separators, noncharacters. Joiners (U+200C, U+200D) belong to words of Persian and many others.
bool is_unseen(char32_t code_point);

/// Well-formed UTF-8: each byte that is in no well-formed sequence becomes U+FFFD. Applying it twice is
/// applying it once.
std::string valid_utf8(std::string_view text);

/// How many bytes the first `bytes` bytes of `text` have in `valid_utf8(text)`.
std::size_t valid_utf8_offset(std::string_view text, std::size_t bytes);

/// Bytes that stand for themselves: visible ASCII and blanks.
using PlainBytes = std::array<bool, 256>;

constexpr PlainBytes plain_but(std::string_view except) {
  PlainBytes plain{};
  for (std::size_t byte = 0x20; byte < 0x7F; ++byte) plain[byte] = true;
  for (const char byte : except) plain[static_cast<unsigned char>(byte)] = false;
  return plain;
}

/// How many bytes from `offset` on are plain: most of any text.
std::size_t plain_length(std::string_view text, std::size_t offset, const PlainBytes& plain);

/// For plain texts (CSV, XML, SARIF): tabs and line breaks are spaces, anything else unseen is written as
/// "[U+202E]".
std::string visible_text(std::string_view text);

/// "[U+202E]", as `visible_text` writes it.
std::string unseen_name(char32_t code_point);

}  // namespace caveat::audit
