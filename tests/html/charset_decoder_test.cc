// Characters of text in every charset that a page may be in.
#include "html/charset_decoder.h"

#include <gtest/gtest.h>

#include "html/charset.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

std::u32string decoded(std::string_view charset, std::string_view bytes) {
  CharsetDecoder decoder(charset);
  std::u32string text;
  while (!bytes.empty()) text.push_back(decoder.take(bytes));
  return text;
}

struct Case {
  const char* charset;
  std::string bytes;
  std::u32string text;
};

const Case kCases[] = {
    {"UTF-8", "a\xD0\xB6\xE4\xB8\xAD\xF0\x9F\x98\x80", U"aж中\U0001F600"},
    {"windows-1251", "\xCC\xE5\xE4\xF3\xE7\xE0", U"Медуза"},
    {"KOI8-R", "\xED\xC5\xC4\xD5\xDA\xC1", U"Медуза"},
    {"KOI8-U", "\xB6\xA7", U"Ії"},
    {"IBM866", "\x8C\xA5\xA4\xE3\xA7\xA0", U"Медуза"},
    {"ISO-8859-5", "\xBC\xD5\xD4\xE3\xD7\xD0", U"Медуза"},
    {"x-mac-cyrillic", "\x8C\xE5\xE4\xF3\xE7\xDF", U"Медузя"},
    {"windows-1252", "\x80\xE9", U"€é"},
    {"windows-1256", "\xC7", U"ا"},
    {"ISO-8859-8-I", "\xE0", U"א"},
    {"windows-874", "\xA1", U"ก"},
    {"Shift_JIS", "\x93\x8C\x8B\x9E|\xB1", U"東京|\uFF71"},
    {"EUC-JP", "\xC5\xEC\xB5\xFE", U"東京"},
    {"GBK", "\xB1\xB1\xBE\xA9", U"北京"},
    {"gb18030", "\xB1\xB1\x81\x30\x89\x37", U"北\u00DE"},
    {"Big5", "\xA5\x78\xA5\x5F", U"台北"},
    {"EUC-KR", "\xBC\xAD\xBF\xEF", U"서울"},
};

TEST(CharsetDecoder, ReadsEachCharset) {
  for (const Case& c : kCases) EXPECT_EQ(decoded(c.charset, c.bytes), c.text) << c.charset;
}

TEST(CharsetDecoder, GoesOnAfterBytesThatAreNoCharacter) {
  EXPECT_EQ(decoded("UTF-8", "a\xFF\xC3(\xE4\xB8"), U"a\uFFFD\uFFFD(\uFFFD\uFFFD");
  EXPECT_EQ(decoded("UTF-8", "\xED\xA0\x80\xC0\xAF"), U"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(decoded("Shift_JIS", "a\x81"), U"a\uFFFD");
}

TEST(CharsetDecoder, ReadsUtf8InPagesThatDoNotSayWhatTheyAreIn) {
  EXPECT_EQ(decoded("windows-1252", "\xD0\x96\xE9 \xE4\xB8\xAD \xC3"), U"Ж\u00E9 中 \u00C3");
}

TEST(CharsetDecoder, KeepsAsciiInEveryCharset) {
  for (const char* label :
       {"866",     "l2",     "l3",          "l4",          "arabic", "greek",       "hebrew",
        "logical", "l6",     "iso-8859-13", "iso-8859-14", "l9",     "iso-8859-16", "macintosh",
        "cp1250",  "cp1253", "cp1254",      "cp1255",      "cp1257", "cp1258",      "x-user-defined"}) {
    EXPECT_EQ(decoded(charset_of_label(label)->name, "<a&\"~"), U"<a&\"~") << label;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
