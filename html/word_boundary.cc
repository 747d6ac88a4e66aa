#include "html/word_boundary.h"

#include <algorithm>
#include <array>

namespace caveat::html {
namespace {

/// The longest that is written on to a word: «وبال».
constexpr std::size_t kLongestProclitic = 4;

constexpr std::array<std::u32string_view, 29> kKoreanParticles = {
    U"은",   U"는", U"이",   U"가",   U"을",     U"를",   U"의",     U"에",   U"와",    U"과",
    U"도",   U"로", U"으로", U"만",   U"까지",   U"부터", U"보다",   U"처럼", U"에서",  U"에게",
    U"에는", U"께", U"한테", U"라는", U"이라는", U"라고", U"이라고", U"이다", U"입니다"};

LetterClass class_at(const FoldedText& text, std::size_t index) {
  return class_of_folded(text.text()[index]);
}

/// Whether the character at `index` and the one before it belong to one word.
bool joined(const FoldedText& text, std::size_t index) {
  if (index == 0 || index >= text.text().size() || text.broken_before(index)) return false;
  const LetterClass left = class_at(text, index - 1);
  const LetterClass right = class_at(text, index);
  // Ukrainian and Belarusian write an apostrophe within words; elsewhere it ends one: "Meduza's".
  if (right == LetterClass::apostrophe && left == LetterClass::cyrillic) {
    return index + 1 < text.text().size() && class_at(text, index + 1) == LetterClass::cyrillic;
  }
  if (left == LetterClass::apostrophe && right == LetterClass::cyrillic) {
    return index > 1 && class_at(text, index - 2) == LetterClass::cyrillic;
  }
  if (!belongs_to_word(left) || !belongs_to_word(right)) return false;
  if (right == LetterClass::mark) return true;
  return left != LetterClass::unspaced && right != LetterClass::unspaced;
}

void skip_one_of(std::u32string_view& rest, std::u32string_view letters) {
  if (!rest.empty() && letters.find(rest[0]) != std::u32string_view::npos) rest.remove_prefix(1);
}

bool is_arabic_proclitic(std::u32string_view prefix) {
  skip_one_of(prefix, U"وف");
  skip_one_of(prefix, U"بکلس");
  return prefix.empty() || prefix == U"ال" || prefix == U"ل";
}

bool is_hebrew_proclitic(std::u32string_view prefix) {
  return std::ranges::all_of(prefix, [](char32_t c) {
    return std::u32string_view(U"ובהלמשכ").find(c) != std::u32string_view::npos;
  });
}

bool follows_proclitic(const FoldedText& text, std::size_t begin) {
  const LetterClass script = class_at(text, begin);
  if (script != LetterClass::arabic && script != LetterClass::hebrew) return false;
  std::size_t word = begin;
  while (begin - word <= kLongestProclitic && joined(text, word)) --word;
  const std::u32string_view prefix = text.text().substr(word, begin - word);
  if (prefix.size() > kLongestProclitic) return false;
  return script == LetterClass::arabic ? is_arabic_proclitic(prefix) : is_hebrew_proclitic(prefix);
}

bool precedes_particle(const FoldedText& text, std::size_t end) {
  if (class_at(text, end) != LetterClass::hangul) return false;
  const std::u32string_view rest = text.text().substr(end, word_end(text, end) - end);
  return std::ranges::find(kKoreanParticles, rest) != kKoreanParticles.end();
}

}  // namespace

bool begins_word(const FoldedText& text, std::size_t begin) {
  return !joined(text, begin) || follows_proclitic(text, begin);
}

bool ends_word(const FoldedText& text, std::size_t end) {
  return !joined(text, end) || precedes_particle(text, end);
}

std::size_t word_end(const FoldedText& text, std::size_t at) {
  while (joined(text, at)) ++at;
  return at;
}

}  // namespace caveat::html
