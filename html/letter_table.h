// What each code point is to the search for mentions: its folded form and its class.
#pragma once

#include <cstdint>
#include <string>

namespace caveat::html {

/// What matters of a character where words begin and end. All from `latin` on belongs to words.
enum class LetterClass : std::uint8_t {
  ignorable,   ///< not seen, or no part of how a name is spelt: soft hyphen, zero width, Arabic vowel signs
  space,       ///< any white space, of any width
  other,       ///< punctuation, symbols, superscript digits
  apostrophe,  ///< stands within Ukrainian words
  latin,
  cyrillic,
  arabic,
  hebrew,
  hangul,    ///< words are divided by spaces, but particles hang on to names
  unspaced,  ///< scripts that put no spaces between words: Han, kana, Thai, ...
  letter,    ///< of any other script
  digit,
  mark  ///< combining; belongs to the letter before it
};

constexpr bool belongs_to_word(LetterClass c) {
  return c >= LetterClass::latin;
}

/// How one code point is spelt for comparison.
struct Letter {
  static constexpr char16_t kExpands = 0xFFFF;  ///< ask `expand_letter`

  char16_t folded = 0;
  LetterClass letter_class = LetterClass::other;  ///< of the folded form
};

/// Case folding, compatibility forms (full width, ligatures, Arabic presentation forms), and what is spelt in
/// several ways: «ё» as «е», every dash and quotation mark as the ASCII one, digits of all scripts as ASCII
/// digits, Persian and Arabic kaf and yeh, alef with and without hamza. What combines is left to the caller.
const Letter& letter_of(char32_t code_point);

/// The folded form of a code point that expands to several, or lies beyond the table.
std::u32string expand_letter(char32_t code_point);

/// The class of a character that is folded already.
LetterClass class_of_folded(char32_t folded);

/// The composed form of a letter and the mark behind it, folded; 0 if there is none.
char32_t compose_letter(char32_t folded, char32_t mark);

/// The letter of the other script that looks the same, or 0: Cyrillic «а» for Latin "a", and back.
char32_t cyrillic_twin(char32_t latin);
char32_t latin_twin(char32_t cyrillic);

}  // namespace caveat::html
