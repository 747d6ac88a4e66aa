#include "html/letter_table.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace caveat::html {
namespace {

constexpr char32_t kTableSize = 0x10000;

const icu::Normalizer2& compatibility_folding() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFKCCasefoldInstance(status);
}

const icu::Normalizer2& composition() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFCInstance(status);
}

bool within(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

/// Vowel signs that a text may have or lack, and the stroke that only lengthens a word.
bool is_optional_mark(char32_t c) {
  return c == 0x0640 || within(c, 0x064B, 0x065F) || c == 0x0670 || within(c, 0x0591, 0x05BD) ||
         c == 0x05BF || c == 0x05C1 || c == 0x05C2 || c == 0x05C4 || c == 0x05C5 || c == 0x05C7;
}

bool is_ignorable(char32_t c) {
  return c == 0 || is_optional_mark(c) ||
         (u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0);
}

LetterClass class_of_letter(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_LATIN:
      return LetterClass::latin;
    case USCRIPT_CYRILLIC:
      return LetterClass::cyrillic;
    case USCRIPT_ARABIC:
      return LetterClass::arabic;
    case USCRIPT_HEBREW:
      return LetterClass::hebrew;
    case USCRIPT_HANGUL:
      return LetterClass::hangul;
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_YI:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
    case USCRIPT_TIBETAN:
    case USCRIPT_JAVANESE:
      return LetterClass::unspaced;
    default:
      // The sign that lengthens a Japanese vowel belongs to two scripts.
      return c == 0x30FC ? LetterClass::unspaced : LetterClass::letter;
  }
}

LetterClass class_of(char32_t c) {
  if (c == '\'') return LetterClass::apostrophe;
  if (c == '_') return LetterClass::letter;
  if (is_ignorable(c)) return LetterClass::ignorable;
  const auto code_point = static_cast<UChar32>(c);
  if (u_isUWhiteSpace(code_point) != 0) return LetterClass::space;
  const std::uint32_t category = U_MASK(u_charType(code_point));
  if ((category & (U_GC_L_MASK | U_GC_NL_MASK)) != 0) return class_of_letter(c);
  if ((category & U_GC_ND_MASK) != 0) return LetterClass::digit;
  // Thai vowels stand behind their letter as marks do, but a word can end with them.
  if ((category & U_GC_M_MASK) != 0) {
    const LetterClass script = class_of_letter(c);
    return script == LetterClass::unspaced ? script : LetterClass::mark;
  }
  return LetterClass::other;
}

/// Forms of one width or shape of characters that have another code point of their own. Superscripts and
/// signs like ™ also have such forms, but to a reader they stand beside a name, not in it.
bool has_plain_form(char32_t c) {
  return within(c, 0xFF01, 0xFFEE) || within(c, 0xFB00, 0xFB4F) || within(c, 0xFB50, 0xFDFB) ||
         within(c, 0xFE70, 0xFEFC) || within(c, 0x1D400, 0x1D7FF) || within(c, 0x3131, 0x318E);
}

bool is_one_of(char32_t c, std::u32string_view characters) {
  return characters.find(c) != std::u32string_view::npos;
}

/// What is spelt in more than one way, as it is spelt here.
char32_t usual_spelling(char32_t c) {
  if (is_one_of(c, U"«»“”„‟″〝〞〟‹›＂")) return '"';
  if (is_one_of(c, U"’‘‚‛`´ʼʹ′ʻ＇")) return '\'';
  if (c == 0x2212 || (U_MASK(u_charType(static_cast<UChar32>(c))) & U_GC_PD_MASK) != 0) return '-';
  if (is_one_of(c, U"ёѐ")) return U'е';
  if (is_one_of(c, U"أإآٱ")) return U'ا';
  if (is_one_of(c, U"يىئ")) return U'ی';
  switch (c) {
    case U'ѝ':
      return U'и';
    case U'ı':
      return 'i';
    case U'ك':
      return U'ک';
    case U'ؤ':
      return U'و';
    case U'ۀ':
      return U'ه';
    default:
      break;
  }
  const int digit = u_charDigitValue(static_cast<UChar32>(c));
  const bool decimal = u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER;
  return decimal && digit >= 0 ? U'0' + static_cast<char32_t>(digit) : c;
}

icu::UnicodeString case_folded(char32_t c) {
  const icu::UnicodeString text(static_cast<UChar32>(c));
  if (has_plain_form(c)) {
    UErrorCode status = U_ZERO_ERROR;
    return compatibility_folding().normalize(text, status);
  }
  UErrorCode status = U_ZERO_ERROR;
  return composition().normalize(icu::UnicodeString(text).foldCase(), status);
}

std::u32string fold(char32_t c) {
  std::u32string folded;
  if (is_ignorable(c)) return folded;
  if (u_isUWhiteSpace(static_cast<UChar32>(c)) != 0) return U" ";
  const icu::UnicodeString text = case_folded(usual_spelling(c));
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const char32_t plain = usual_spelling(static_cast<char32_t>(text.char32At(i)));
    // Turkish capital I with a dot folds to i with the dot above.
    if (!(plain == 0x0307 && folded == U"i") && !is_ignorable(plain)) folded.push_back(plain);
  }
  return folded;
}

std::vector<Letter> make_table() {
  std::vector<Letter> table(kTableSize);
  for (char32_t c = 0; c < kTableSize; ++c) {
    const std::u32string folded = fold(c);
    Letter& letter = table[c];
    if (folded.empty()) {
      letter.letter_class = LetterClass::ignorable;
    } else if (folded.size() == 1 && folded[0] < Letter::kExpands) {
      letter = {.folded = static_cast<char16_t>(folded[0]), .letter_class = class_of(folded[0])};
    } else {
      letter = {.folded = Letter::kExpands, .letter_class = class_of(folded[0])};
    }
  }
  return table;
}

const std::vector<Letter>& table() {
  static const std::vector<Letter> kLetters = make_table();
  return kLetters;
}

struct Twins {
  char32_t latin;
  char32_t cyrillic;
};
/// In either case: "H" is «Н», though "h" is not «н».
constexpr std::array kTwins = {
    Twins{'a', U'а'}, Twins{'b', U'в'}, Twins{'c', U'с'},  Twins{'e', U'е'}, Twins{U'ë', U'е'},
    Twins{'h', U'н'}, Twins{'i', U'і'}, Twins{U'ï', U'ї'}, Twins{'j', U'ј'}, Twins{'k', U'к'},
    Twins{'m', U'м'}, Twins{'o', U'о'}, Twins{'p', U'р'},  Twins{'s', U'ѕ'}, Twins{'t', U'т'},
    Twins{'x', U'х'}, Twins{'y', U'у'},
};

}  // namespace

const Letter& letter_of(char32_t code_point) {
  static const Letter kBeyond = {.folded = Letter::kExpands, .letter_class = LetterClass::other};
  return code_point < kTableSize ? table()[code_point] : kBeyond;
}

std::u32string expand_letter(char32_t code_point) {
  return fold(code_point);
}

LetterClass class_of_folded(char32_t folded) {
  if (folded >= kTableSize) return class_of(folded);
  return table()[folded].letter_class;
}

char32_t compose_letter(char32_t folded, char32_t mark) {
  const UChar32 composed =
      composition().composePair(static_cast<UChar32>(folded), static_cast<UChar32>(mark));
  if (composed > 0) {
    const std::u32string letter = fold(static_cast<char32_t>(composed));
    return letter.size() == 1 ? letter[0] : 0;
  }
  // Stress marks of Cyrillic vowels.
  const bool stress = mark == 0x0300 || mark == 0x0301;
  if (stress && class_of_folded(folded) == LetterClass::cyrillic) return folded;
  return mark == 0x0307 && folded == 'i' ? 'i' : 0;
}

char32_t cyrillic_twin(char32_t latin) {
  const auto* found = std::ranges::find(kTwins, latin, &Twins::latin);
  return found == kTwins.end() ? 0 : found->cyrillic;
}

char32_t latin_twin(char32_t cyrillic) {
  const auto* found = std::ranges::find(kTwins, cyrillic, &Twins::cyrillic);
  return found == kTwins.end() ? 0 : found->latin;
}

}  // namespace caveat::html
