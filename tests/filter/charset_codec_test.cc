// Charsets that are decoded for the rewriter: what a browser would read, and every byte back.
#include "filter/charset_codec.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "coded_bytes.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

using html::CharsetKind;
using namespace std::string_literals;

std::string decoded(CharsetKind kind, std::string_view bytes, std::size_t chunk = 1'000'000) {
  const auto decoder = make_charset_decoder(kind);
  MemoryBytes utf8;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(chunk, bytes.size()))) {
    decoder->write(bytes.substr(0, chunk), utf8);
  }
  decoder->finish(utf8);
  return utf8.text;
}

std::string encoded(CharsetKind kind, std::string_view utf8, std::size_t chunk = 1'000'000) {
  const auto encoder = make_charset_encoder(kind);
  MemoryBytes bytes;
  for (; !utf8.empty(); utf8.remove_prefix(std::min(chunk, utf8.size()))) {
    encoder->write(utf8.substr(0, chunk), bytes);
  }
  encoder->finish(bytes);
  return bytes.text;
}

struct Reading {
  const char* what;
  CharsetKind kind;
  std::string bytes;
  std::string utf8;
};

const Reading kReadings[] = {
    {"little-endian", CharsetKind::utf16le, "<\0p\0>\0\x24\x04"s, "<p>Ф"},
    {"big-endian", CharsetKind::utf16be, "\0<\0p\0>\x04\x24"s, "<p>Ф"},
    {"a byte order mark", CharsetKind::utf16le, "\xFF\xFE<\0"s, "\xEF\xBB\xBF<"},
    {"beyond the first plane", CharsetKind::utf16be, "\xD8\x3D\xDE\x00"s, "\xF0\x9F\x98\x80"},
    {"two and three bytes", CharsetKind::utf16be, "\0\xE9\x20\xAC"s, "é€"},
    {"ASCII", CharsetKind::iso2022jp, "<p>a\\~\n</p>", "<p>a\\~\n</p>"},
    {"kanji", CharsetKind::iso2022jp, "<p>\x1B$BF|K\\\x1B(B</p>", "<p>日本</p>"},
    {"pairs that look like markup", CharsetKind::iso2022jp, "\x1B$B<!\x1B(B<", "次<"},
    {"the rows of NEC", CharsetKind::iso2022jp, "\x1B$B-!\x1B(B.", "①."},
    {"a wave dash as browsers read it", CharsetKind::iso2022jp, "\x1B$B!A\x1B(B.", "～."},
    {"half-width katakana", CharsetKind::iso2022jp, "\x1B(I1\x1B(B.", "ｱ."},
    {"Roman", CharsetKind::iso2022jp, "a\x1B(J\\~\x1B(B\\", "a¥‾\\"},
};

TEST(CharsetDecoder, reads_what_a_browser_reads_in_any_chunks) {
  for (const Reading& one : kReadings) {
    for (const std::size_t chunk : {1UL, 2UL, 3UL, 1000UL}) {
      EXPECT_EQ(decoded(one.kind, one.bytes, chunk), one.utf8) << one.what << " by " << chunk;
    }
  }
}

TEST(CharsetEncoder, writes_the_same_bytes_from_any_chunks) {
  for (const Reading& one : kReadings) {
    for (const std::size_t chunk : {1UL, 2UL, 3UL, 1000UL}) {
      EXPECT_EQ(encoded(one.kind, one.utf8, chunk), one.bytes) << one.what << " by " << chunk;
    }
  }
}

TEST(CharsetEncoder, refers_to_a_character_that_the_charset_lacks) {
  EXPECT_EQ(encoded(CharsetKind::iso2022jp, "日\xF0\x9F\x98\x80"), "\x1B$BF|\x1B(B&#128512;");
}

struct Oddity {
  const char* what;
  CharsetKind kind;
  std::string bytes;
};

const Oddity kOddities[] = {
    {"nothing", CharsetKind::utf16le, ""},
    {"half a unit", CharsetKind::utf16le, "<\0p"s},
    {"one byte", CharsetKind::utf16be, "<"},
    {"a lone high surrogate", CharsetKind::utf16be, "\xD8\x3D\0<"s},
    {"a high surrogate at the end", CharsetKind::utf16be, "\0<\xD8\x3D"s},
    {"a lone low surrogate", CharsetKind::utf16be, "\xDE\0\0<"s},
    {"surrogates in the wrong order", CharsetKind::utf16be, "\xDE\0\xD8\x3D"s},
    {"two high surrogates", CharsetKind::utf16be, "\xD8\x3D\xD8\x3D\xDE\0"s},
    {"the other byte order mark", CharsetKind::utf16le, "\xFE\xFF"s},
    {"no code point", CharsetKind::utf16le, "\xFF\xFF\0\0"s},
    {"Roman as the way back", CharsetKind::iso2022jp, "<p>\x1B$BF|\x1B(J</p>\x1B$BF|\x1B(J"},
    {"the older set", CharsetKind::iso2022jp, "\x1B$@F|\x1B(B."},
    {"a switch to what is on", CharsetKind::iso2022jp, "a\x1B(Bb\x1B$BF|\x1B$BF|\x1B(B"},
    {"switches that stand beside each other", CharsetKind::iso2022jp, "\x1B$BF|\x1B(B\x1B$BF|\x1B(B"},
    {"a switch at the end", CharsetKind::iso2022jp, "a\x1B$B"},
    {"no way back at the end", CharsetKind::iso2022jp, "\x1B$BF|"},
    {"half a pair", CharsetKind::iso2022jp, "\x1B$BF"},
    {"half a pair before a switch", CharsetKind::iso2022jp, "\x1B$BF\x1B(B<"},
    {"a line's end among pairs", CharsetKind::iso2022jp, "\x1B$BF|\nF|\x1B(B"},
    {"a pair that is none", CharsetKind::iso2022jp, "\x1B$B)<F|\x1B(B"},
    {"a pair broken by a byte", CharsetKind::iso2022jp, "\x1B$BF\xFF|F\x1B(B"},
    {"the second pair of a character", CharsetKind::iso2022jp, "\x1B$B-]\x1B(B"},
    {"an unknown switch", CharsetKind::iso2022jp, "a\x1B(Xb\x1B$Xc\x1Bzd"},
    {"an escape before an escape", CharsetKind::iso2022jp, "\x1B\x1B(\x1B$BF|"},
    {"half a switch at the end", CharsetKind::iso2022jp, "a\x1B$"},
    {"an escape at the end", CharsetKind::iso2022jp, "\x1B$BF|\x1B"},
    {"shifts", CharsetKind::iso2022jp,
     "\x0E"
     "a\x0F"},
    {"Shift_JIS", CharsetKind::iso2022jp, "\x93\xFA\x96\x7B"},
    {"what is no katakana", CharsetKind::iso2022jp, "\x1B(Ia|\n\x1B(B"},
};

TEST(CharsetCodec, gives_every_byte_back_however_wrong) {
  for (const Oddity& one : kOddities) {
    for (const std::size_t chunk : {1UL, 2UL, 3UL, 1000UL}) {
      EXPECT_EQ(encoded(one.kind, decoded(one.kind, one.bytes, chunk), chunk), one.bytes)
          << one.what << " by " << chunk;
    }
  }
}

struct Markup {
  const char* what;
  std::string bytes;
  std::string ascii;  ///< what of it is ASCII to a browser
};

const Markup kMarkup[] = {
    {"a pair that is none", "\x1B$B)<", ""},
    {"half a pair before a switch", "\x1B$B<\x1B(B<", "<"},
    {"a pair broken by a line's end", "\x1B$B<\n<", ""},
    {"an unknown switch", "a\x1B(<", "a(<"},
    {"an escape before an escape", "\x1B\x1B(\x1B$B<<", "("},
    {"half a switch at the end", "a\x1B$", "a$"},
    {"what is no katakana", "\x1B(I<|\n", ""},
    {"Roman", "\x1B(J<\\", "<"},
};

TEST(Iso2022JpDecoder, takes_for_ascii_what_a_browser_does) {
  for (const Markup& one : kMarkup) {
    std::string ascii = decoded(CharsetKind::iso2022jp, one.bytes);
    std::erase_if(ascii, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    EXPECT_EQ(ascii, one.ascii) << one.what;
  }
}

TEST(CharsetCodec, gives_random_bytes_back) {
  std::mt19937 random(11);
  const std::string pieces[] = {"\x1B(B", "\x1B(J", "\x1B(I", "\x1B$B", "\x1B$@", "\x1B", "(",
                                "$",      "<p>",    "F|",     "-]",     "\n",     "\x80", "~",
                                "\\",     "\0"s,    "1",      "\xD8",   "\xDC"};
  for (const CharsetKind kind : {CharsetKind::utf16le, CharsetKind::utf16be, CharsetKind::iso2022jp}) {
    for (int i = 0; i < 20'000; ++i) {
      std::string bytes;
      for (std::size_t count = random() % 12; count > 0; --count)
        bytes += pieces[random() % std::size(pieces)];
      const std::string back = encoded(kind, decoded(kind, bytes, 1 + random() % 4), 1 + random() % 4);
      ASSERT_EQ(back, bytes);
    }
  }
}

TEST(Utf16Encoder, puts_nothing_after_half_a_unit) {
  const std::string page = decoded(CharsetKind::utf16le, "a\0b"s);
  EXPECT_EQ(encoded(CharsetKind::utf16le, page + "<p>"), "a\0<\0p\0>\0b"s);
}

TEST(Iso2022JpEncoder, keeps_bytes_that_are_no_text_in_the_mode_in_which_they_are_none) {
  const std::string page = decoded(CharsetKind::iso2022jp, "\x1B$BF|)<F|\x1B(B");
  const std::size_t after_first = std::string("日").size();
  const std::string labelled = page.substr(0, after_first) + "*" + page.substr(after_first);
  EXPECT_EQ(encoded(CharsetKind::iso2022jp, labelled), "\x1B$BF|\x1B(B*\x1B$B)<F|\x1B(B");
}

TEST(CharsetCodec, is_there_for_no_other_charset) {
  for (const CharsetKind kind : {CharsetKind::ascii_compatible, CharsetKind::replacement}) {
    EXPECT_EQ(make_charset_decoder(kind), nullptr);
    EXPECT_EQ(make_charset_encoder(kind), nullptr);
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
