#include "html/character_references.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "html/ascii.h"
#include "html/byte_block.h"
#include "html/utf8.h"

namespace caveat::html {
namespace {

struct NamedReference {
  std::string_view name;  ///< without '&', with ';' if it has one
  std::string_view text;
};

constexpr NamedReference kNamedReferences[] = {
#include "html/named_character_references.inc"
};

/// What 0x80 - 0x9F stand for (13.2.5.80); 0: themselves.
constexpr std::array<std::uint16_t, 32> kC1Replacements = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

/// The longest named reference that `rest` (after '&') begins with, or null.
const NamedReference* longest_named_reference(std::string_view rest) {
  // By far the most frequent one.
  static const NamedReference* const kAmpersand =
      std::ranges::find(kNamedReferences, "amp;", &NamedReference::name);
  if (rest.starts_with("amp;")) return kAmpersand;
  const NamedReference* longest = nullptr;
  const auto* first = std::begin(kNamedReferences);
  const auto* last = std::end(kNamedReferences);
  // All names with the same first n bytes lie together; the range shrinks as n grows.
  for (std::size_t length = 1; length <= rest.size() && first != last; ++length) {
    const auto prefix = [length](const NamedReference& reference) {
      return reference.name.substr(0, length);
    };
    const std::string_view wanted = rest.substr(0, length);
    first = std::lower_bound(first, last, wanted,
                             [&](const auto& r, std::string_view w) { return prefix(r) < w; });
    last = std::upper_bound(first, last, wanted,
                            [&](std::string_view w, const auto& r) { return w < prefix(r); });
    if (first != last && first->name.size() == length) longest = first;
  }
  return longest;
}

/// Takes `#...` after '&'; returns the bytes taken, or 0 if it is no reference.
std::size_t append_numeric_reference(std::string_view rest, std::string& text) {
  const bool hexadecimal = rest.size() > 1 && ascii_lower(rest[1]) == 'x';
  const std::size_t first = hexadecimal ? 2 : 1;
  std::size_t at = first;
  std::uint32_t code_point = 0;
  for (; at < rest.size(); ++at) {
    const char c = ascii_lower(rest[at]);
    const bool letter = hexadecimal && c >= 'a' && c <= 'f';
    if (!is_ascii_digit(c) && !letter) break;
    const auto digit = static_cast<std::uint32_t>(letter ? c - 'a' + 10 : c - '0');
    code_point = std::min<std::uint32_t>(code_point * (hexadecimal ? 16 : 10) + digit, 0x110000);
  }
  if (at == first) return 0;
  if (at < rest.size() && rest[at] == ';') ++at;
  if (code_point >= 0x80 && code_point <= 0x9F && kC1Replacements[code_point - 0x80] != 0) {
    code_point = kC1Replacements[code_point - 0x80];
  }
  append_utf8(text, code_point);
  return at;
}

/// Takes what follows '&'; returns the bytes taken, or 0 if it is no reference.
std::size_t append_reference(std::string_view rest, bool in_attribute, std::string& text) {
  if (rest.empty()) return 0;
  if (rest[0] == '#') return append_numeric_reference(rest, text);
  const NamedReference* reference = longest_named_reference(rest);
  if (reference == nullptr) return 0;
  const std::size_t length = reference->name.size();
  if (in_attribute && !reference->name.ends_with(';') && length < rest.size()) {
    // For historical reasons (13.2.5.73): `?a=1&copy=2` keeps its ampersand.
    if (rest[length] == '=' || is_ascii_alphanumeric(rest[length])) return 0;
  }
  text += reference->text;
  return length;
}

/// The first byte at or after `from` that may not stand for itself, or the size.
std::size_t end_of_plain(std::string_view raw, std::size_t from) {
  for (; from + ByteBlock::kSize <= raw.size(); from += ByteBlock::kSize) {
    const ByteBlock::Matches found = ByteBlock(raw.data() + from).to_decode();
    if (found.any()) return from + found.first();
  }
  while (from < raw.size() && raw[from] != '&' && raw[from] != '\r' && raw[from] != '\0') ++from;
  return from;
}

std::string decode(std::string_view raw, bool references, bool in_attribute, bool replace_nul) {
  std::string text;
  text.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size();) {
    const std::size_t plain = end_of_plain(raw, at);
    text += raw.substr(at, plain - at);
    if (plain == raw.size()) break;
    at = plain;
    const char c = raw[at++];
    if (c == '&' && references) {
      const std::size_t taken = append_reference(raw.substr(at), in_attribute, text);
      if (taken == 0) text.push_back('&');
      at += taken;
    } else if (c == '\r') {
      text.push_back('\n');
      if (at < raw.size() && raw[at] == '\n') ++at;
    } else if (c == '\0' && replace_nul) {
      text += kReplacementCharacter;
    } else {
      text.push_back(c);
    }
  }
  return text;
}

}  // namespace

std::string decode_attribute_value(std::string_view raw) {
  return decode(raw, true, true, true);
}

std::string decode_text(std::string_view raw, TextMode mode) {
  const bool references = mode == TextMode::data || mode == TextMode::rcdata;
  const bool keeps_nul = mode == TextMode::data || mode == TextMode::cdata_section;
  return decode(raw, references, false, !keeps_nul);
}

std::size_t decode_text_reference(std::string_view rest, std::string& text) {
  return append_reference(rest, false, text);
}

}  // namespace caveat::html
