#include "geoip/region_key.h"

#include <algorithm>
#include <cstdint>

namespace caveat::geoip {
namespace {

// Base letters of U+00C0..U+017F, in order.
constexpr std::string_view kBaseLetters =
    "aaaaaaaceeeeiiiidnooooo ouuuuyts"
    "aaaaaaaceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssss"
    "ttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kBaseLetters.size() == 0x180 - 0xC0);

constexpr std::string_view kKinds[] = {
    "autonomous",   "canton",       "city",         "county",   "democratic",
    "departamento", "department",   "district",     "division", "estado",
    "federal",      "governorate",  "krai",         "kray",     "land",
    "megye",        "municipality", "municipiul",   "oblast",   "oblisi",
    "oblysy",       "of",           "okrug",        "parish",   "people",
    "peoples",      "prefecture",   "principality", "province", "provincia",
    "region",       "republic",     "respublika",   "s",        "state",
    "territory",    "the",          "voblasc",      "voblast",  "voblasts",
    "voivodeship"};

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// The code point at the front of well-formed UTF-8, and its length; a lone byte where it is not.
std::pair<char32_t, std::size_t> first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t at) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[at]));
  };
  const char32_t lead = byte(0);
  if (lead >= 0xC2 && lead < 0xE0 && text.size() >= 2) return {(lead & 0x1FU) << 6 | (byte(1) & 0x3FU), 2};
  if (lead >= 0xE0 && lead < 0xF0 && text.size() >= 3) {
    return {(lead & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU), 3};
  }
  return {lead, 1};
}

bool vanishes(char32_t c) {
  const bool apostrophe = c == '\'' || c == '`' || c == 0xB4 || (c >= 0x2018 && c <= 0x201B) || c == 0x2032;
  const bool modifier_or_mark = c >= 0x02B0 && c <= 0x036F;
  return apostrophe || modifier_or_mark;
}

}  // namespace

RegionKey::RegionKey(std::string_view name) {
  while (!name.empty()) {
    const auto [code_point, length] = first_code_point(name);
    if (vanishes(code_point)) {
      // nothing of it stays
    } else if (code_point < 0x80) {
      const char c = static_cast<char>(code_point);
      const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      append(is_letter_or_digit(lower) ? lower : ' ');
    } else if (length == 2 && code_point >= 0xC0 && code_point < 0x180) {
      append(kBaseLetters[code_point - 0xC0]);
    } else if (code_point >= 0x218 && code_point <= 0x21B) {
      append(code_point < 0x21A ? 's' : 't');  // Romanian's, with a comma below
    } else {
      for (const char c : name.substr(0, length)) append(c);
    }
    name.remove_prefix(length);
  }
  if (size_ > 0 && text_[size_ - 1] == ' ') --size_;
  if (overflow_) size_ = 0;
}

RegionKey RegionKey::without_kind() const {
  RegionKey kept;
  for (std::string_view rest = text(); !rest.empty();) {
    const auto end = rest.find(' ');
    const std::string_view word = rest.substr(0, end);
    if (std::find(std::begin(kKinds), std::end(kKinds), word) == std::end(kKinds)) kept.append(word);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return kept;
}

void RegionKey::append(char c) {
  if (c == ' ' && (size_ == 0 || text_[size_ - 1] == ' ')) return;
  overflow_ = overflow_ || size_ == kLongest;
  if (!overflow_) text_[size_++] = c;
}

void RegionKey::append(std::string_view word) {
  append(' ');
  for (const char c : word) append(c);
}

}  // namespace caveat::geoip
