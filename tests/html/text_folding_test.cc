// Which spellings a reader takes for the same word.
#include "html/text_folding.h"

#include <gtest/gtest.h>

#include "html/charset_decoder.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

struct Pair {
  const char* what;
  const char* a;
  const char* b;
};

const Pair kSame[] = {
    {"case does not matter", "МЕДУЗА Meduza", "медуза MEDUZA"},
    {"yo is written as ye", "Королёв", "Королев"},
    {"a soft hyphen is not seen", "Ме\u00ADду\u00ADза", "Медуза"},
    {"nor is what has no width", "Ме\u200Bду\u2060за\uFEFF", "Медуза"},
    {"nor a direction mark", "\u200FМедуза\u200E", "Медуза"},
    {"any white space is a space", "Free\u00A0Russia\u2009\n\t Foundation", "Free Russia Foundation"},
    {"any dash is a dash", "Россия – ЕС", "Россия \u2011 ЕС"},
    {"any quotation mark is one", "«Медуза» „Медуза“", "\"Медуза\" ”Медуза”"},
    {"any apostrophe is one", "Кам’янець", "Камʼянець"},
    {"a letter and its mark are one letter", "и\u0306 е\u0308 c\u030C", "й е č"},
    {"stress marks are not spelt", "Меду\u0301за", "Медуза"},
    {"a Latin letter in a Cyrillic word looks the same", "Mедузa", "Медуза"},
    {"a Cyrillic letter in a Latin word looks the same", "Mеduzа", "Meduza"},
    {"the register writes Latin I for Ukrainian і", "IДЕЛЬ-УРАЛ", "Ідель-Урал"},
    {"and digits for letters", "ОРГАНI3АЦIЯ", "Організація"},
    {"full width is a matter of type", "Ｍｅｄｕｚａ", "Meduza"},
    {"so are ligatures and presentation forms", "o\uFB03ce \uFEE3\uFEFA", "office ملا"},
    {"and mathematical letters", "\U0001D40C\U0001D41E\U0001D41D\U0001D42E\U0001D433\U0001D41A", "Meduza"},
    {"German sharp s in capitals", "STRASSE", "Straße"},
    {"Turkish dotted and dotless i", "İSTANBUL IŞIK", "istanbul ışık"},
    {"Arabic vowel signs and lengthening", "مُحَمَّد الـجـزيرة", "محمد الجزيرة"},
    {"alef with and without hamza", "أحمد إيران", "احمد ایران"},
    {"Persian and Arabic kaf and yeh", "كيهان", "کیهان"},
    {"digits of any script", "۱۹ ١٩", "19 19"},
    {"Korean in parts and composed", "\u1106\u1166\u1103\u116E\u1109\u1161", "\uBA54\uB450\uC0AC"},
    {"kana in half width", "\uFF92\uFF84\uFF9E", "メド"},
};

const Pair kDifferent[] = {
    {"i kratkoye is another letter than i", "Мой", "Мои"},
    {"a Latin word that looks Cyrillic is Latin", "PACE", "РАСЕ"},
    {"diacritics count", "Clovek", "Člověk"},
    {"a word of two scripts on purpose stays one", "МедузаLive", "МедузаЛиве"},
};

TEST(TextFolding, FoldsWhatReadersTakeForTheSame) {
  for (const Pair& pair : kSame) EXPECT_EQ(fold_text(pair.a), fold_text(pair.b)) << pair.what;
}

TEST(TextFolding, KeepsApartWhatReadersTellApart) {
  for (const Pair& pair : kDifferent) EXPECT_NE(fold_text(pair.a), fold_text(pair.b)) << pair.what;
}

TEST(TextFolding, FoldingTwiceIsFoldingOnce) {
  for (char32_t c = 1; c < 0x20000; ++c) {
    const Letter& letter = letter_of(c);
    if (letter.letter_class == LetterClass::ignorable) continue;
    const std::u32string once =
        letter.folded == Letter::kExpands ? expand_letter(c) : std::u32string(1, letter.folded);
    std::u32string twice;
    for (const char32_t folded : once) twice += expand_letter(folded);
    ASSERT_EQ(twice, once) << std::hex << static_cast<std::uint32_t>(c);
  }
}

TEST(TextFolding, KnowsWhereEachCharacterCameFrom) {
  FoldedText text;
  text.append('(', 0, 1);
  text.append(U'е', 1, 3);
  text.append(0x0308, 3, 8);  // written as a reference
  text.append(0x00AD, 8, 13);
  text.append(' ', 13, 14);
  text.append(0x00A0, 14, 20);
  text.append('b', 20, 21);
  text.finish();
  ASSERT_EQ(text.text(), U"(е b");
  EXPECT_EQ(text.source_begin(1), 1U);
  EXPECT_EQ(text.source_end(1), 13U) << "the mark and what is not seen belong to the letter";
  EXPECT_EQ(text.source_begin(3), 20U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
