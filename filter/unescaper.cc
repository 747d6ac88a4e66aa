#include "filter/unescaper.h"

#include <array>
#include <cstdint>
#include <optional>

#include "filter/utf16_codec.h"
#include "html/character_references.h"
#include "html/utf8.h"
#include "rules/hex_digit.h"

namespace caveat::filter {
namespace {

/// Longer than any name of a reference, and than numbers that somebody writes.
constexpr std::size_t kLongestEscape = 48;
/// As much is handed on at a time.
constexpr std::size_t kPiece = 16 * 1024;

constexpr bool begins_escape(char c) {
  return c == '&' || c == '\\' || c == '%';
}

std::optional<std::uint32_t> number(std::string_view digits) {
  if (digits.empty()) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : digits) {
    if (rules::hex_value(c) < 0) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(rules::hex_value(c));
  }
  return value;
}

/// The code unit of "XXXX".
std::optional<std::uint32_t> unit_at(std::string_view rest) {
  return rest.size() < 4 ? std::nullopt : number(rest.substr(0, 4));
}

/// "uXXXX" behind `introducer`, or two of them that are one character; the bytes taken, or 0.
std::size_t take_unit(std::string_view rest, char introducer, std::string& text) {
  auto c = unit_at(rest.substr(1));
  if (!c) return 0;
  std::size_t length = 5;
  if (is_high_surrogate(*c) && rest.size() > 6 && rest[5] == introducer && rest[6] == 'u') {
    const auto low = unit_at(rest.substr(7));
    if (low && is_low_surrogate(*low)) {
      c = 0x10000 + ((*c - 0xD800) << 10) + (*low - 0xDC00);
      length = 11;
    }
  }
  html::append_utf8(text, *c);
  return length;
}

/// "u{X...}"
std::size_t take_braced(std::string_view rest, std::string& text) {
  constexpr std::size_t kMostDigits = 8;
  const std::size_t end = rest.find('}');
  if (end == std::string_view::npos || end > 2 + kMostDigits) return 0;
  const auto c = number(rest.substr(2, end - 2));
  if (!c) return 0;
  html::append_utf8(text, *c);
  return end + 1;
}

/// What follows a backslash; nothing where that is to be dropped alone.
std::size_t take_backslashed(std::string_view rest, std::string& text) {
  if (rest.starts_with("u{")) return take_braced(rest, text);
  if (rest.starts_with("u")) return take_unit(rest, '\\', text);
  const int octet = rest.starts_with("x") ? rules::hex_octet(rest.substr(1)) : -1;
  if (octet < 0) return 0;
  html::append_utf8(text, static_cast<std::uint32_t>(octet));
  return 3;
}

std::size_t take_percented(std::string_view rest, std::string& text) {
  if (rest.starts_with("u")) return take_unit(rest, '%', text);
  const int octet = rules::hex_octet(rest);
  if (octet < 0) return 0;
  text += static_cast<char>(octet);
  return 2;
}

/// Takes the escape that `bytes` begins with; the bytes taken, or 0 if it is none.
std::size_t take_escape(std::string_view bytes, std::string& text) {
  const std::string_view rest = bytes.substr(1);
  if (bytes.front() == '\\') return 1 + take_backslashed(rest, text);
  const std::size_t taken =
      bytes.front() == '&' ? html::decode_text_reference(rest, text) : take_percented(rest, text);
  return taken == 0 ? 0 : 1 + taken;
}

std::size_t plain_length(std::string_view bytes) {
  std::size_t length = 0;
  while (length < bytes.size() && !begins_escape(bytes[length])) ++length;
  return length;
}

}  // namespace

void Unescaper::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, kPiece);
    bytes.remove_prefix(piece.size());
    if (waiting_.empty()) {
      waiting_ = piece.substr(take(piece, false));
    } else {
      waiting_ += piece;
      waiting_.erase(0, take(waiting_, false));
    }
  }
}

void Unescaper::finish() {
  take(waiting_, true);
  waiting_.clear();
}

/// Returns how many bytes were used: all but an escape that may go on behind them.
std::size_t Unescaper::take(std::string_view bytes, bool is_last) {
  taken_.clear();
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::string_view rest = bytes.substr(at);
    const std::size_t plain = plain_length(rest);
    if (plain > 0) {
      taken_ += rest.substr(0, plain);
      at += plain;
      continue;
    }
    if (!is_last && rest.size() < kLongestEscape) break;
    const std::size_t length = take_escape(rest.substr(0, kLongestEscape), taken_);
    if (length == 0) taken_ += rest.front();
    took_any_ = took_any_ || length > 0;
    at += length == 0 ? 1 : length;
  }
  if (!taken_.empty()) text_.write(taken_);
  return at;
}

}  // namespace caveat::filter
