#include "html/charset.h"

#include <gtest/gtest.h>

#include "tests/corpus.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

struct Case {
  const char* what;
  std::string beginning;
  const char* header;
  const char* name;
  CharsetKind kind;
};

const Case kCases[] = {
    {"a BOM outdoes the header", "\xEF\xBB\xBF<meta charset=koi8-r>", "windows-1251", "UTF-8",
     CharsetKind::ascii_compatible},
    {"the header outdoes the page", "<meta charset=koi8-r>", "Windows-1251", "windows-1251",
     CharsetKind::ascii_compatible},
    {"an unknown label in the header does not count", "<meta charset=koi8-r>", "nonsense", "KOI8-R",
     CharsetKind::ascii_compatible},
    {"latin1 is windows-1252", "<meta charset=latin1>", "", "windows-1252", CharsetKind::ascii_compatible},
    {"a page that says UTF-16 in ASCII is UTF-8", "<meta charset=utf-16>", "", "UTF-8",
     CharsetKind::ascii_compatible},
    {"UTF-16 by BOM", std::string("\xFF\xFE<\0", 4), "", "UTF-16LE", CharsetKind::utf16le},
    {"UTF-16 by header", "", "utf-16be", "UTF-16BE", CharsetKind::utf16be},
    {"ISO-2022-JP keeps state", "<meta charset=iso-2022-jp>", "", "ISO-2022-JP", CharsetKind::iso2022jp},
    {"what browsers refuse", "", "hz-gb-2312", "replacement", CharsetKind::replacement},
    {"x-user-defined in the header", "<p>", "x-user-defined", "x-user-defined",
     CharsetKind::ascii_compatible},
    {"x-user-defined in the page is windows-1252", "<meta charset=x-user-defined>", "", "windows-1252",
     CharsetKind::ascii_compatible},
    {"UTF-16 by an XML declaration", std::string("<\0?\0x\0m\0l\0", 10), "", "UTF-16LE",
     CharsetKind::utf16le},
    {"either way round", std::string("\0<\0?\0x\0m\0l", 10), "", "UTF-16BE", CharsetKind::utf16be},
    {"UTF-16 by its look, which not every browser sees", std::string("<\0p\0>\0a\0", 8), "", "replacement",
     CharsetKind::replacement},
    {"an XML declaration tells", "<?xml version='1.0' encoding = \"ISO-2022-JP\"?><p>", "", "ISO-2022-JP",
     CharsetKind::iso2022jp},
    {"but not behind white space", " <?xml encoding='iso-2022-jp'?>", "", "windows-1252",
     CharsetKind::ascii_compatible},
    {"one that says UTF-16 in ASCII is UTF-8", "<?xml encoding='utf-16'?>", "", "UTF-8",
     CharsetKind::ascii_compatible},
    {"the first meta element tells", "<meta charset=utf-8><meta charset=iso-2022-jp>", "", "UTF-8",
     CharsetKind::ascii_compatible},
    {"also late in a long head",
     "<script>" + std::string(100'000, 'x') + "</script><meta charset=iso-2022-jp>", "", "ISO-2022-JP",
     CharsetKind::iso2022jp},
    {"nothing tells", "<p>a", "", "windows-1252", CharsetKind::ascii_compatible},
    {"a meta in a comment does not count", "<!-- <meta charset=koi8-r> -->", "", "windows-1252",
     CharsetKind::ascii_compatible},
};

TEST(Charset, IsWhatABrowserWouldTakeItFor) {
  for (const Case& c : kCases) {
    const Charset charset = sniff_charset(c.beginning, c.header);
    EXPECT_EQ(charset.name, c.name) << c.what;
    EXPECT_EQ(charset.kind, c.kind) << c.what;
  }
}

struct Label {
  const char* label;
  const char* name;
};

/// One of each encoding with several labels, and some that are easily taken for another.
const Label kLabels[] = {
    {"unicode20utf8", "UTF-8"},
    {"866", "IBM866"},
    {"iso-8859-8-i", "ISO-8859-8-I"},
    {"visual", "ISO-8859-8"},
    {"logical", "ISO-8859-8-I"},
    {"iso-8859-11", "windows-874"},
    {"l5", "windows-1254"},
    {"koi8-ru", "KOI8-U"},
    {"x-mac-ukrainian", "x-mac-cyrillic"},
    {"GB2312", "GBK"},
    {"big5-hkscs", "Big5"},
    {"windows-31j", "Shift_JIS"},
    {"ks_c_5601-1987", "EUC-KR"},
    {"utf-16", "UTF-16LE"},
    {"unicode", "UTF-16LE"},
    {"unicodefffe", "UTF-16BE"},
    {"csISO2022JP", "ISO-2022-JP"},
    {"x-user-defined", "x-user-defined"},
    {"\t us-ascii\n", "windows-1252"},
};

TEST(Charset, KnowsTheStandardsLabels) {
  for (const Label& one : kLabels) {
    const auto charset = charset_of_label(one.label);
    ASSERT_TRUE(charset) << one.label;
    EXPECT_EQ(charset->name, one.name) << one.label;
  }
  for (const char* label : {"", "utf-7", "utf-32", "iso-8859", "utf 8", "utf-8 utf8", "gbk2"}) {
    EXPECT_FALSE(charset_of_label(label)) << label;
  }
}

TEST(Charset, RefusesWhatBrowsersRefuse) {
  for (const char* label :
       {"csiso2022kr", "hz-gb-2312", "iso-2022-cn", "iso-2022-cn-ext", "iso-2022-kr", "replacement"}) {
    const auto charset = charset_of_label(label);
    ASSERT_TRUE(charset) << label;
    EXPECT_EQ(charset->kind, CharsetKind::replacement) << label;
  }
}

/// Where browsers do not agree whether a page is in ISO-2022-JP.
const char* const kGuesses[] = {
    "<p>a",
    "<?xml encoding='iso-2022-jp'?><meta charset=utf-8>",
    "<meta charset='iso&#45;2022-jp'>",
    "<!-- --!><meta charset=iso-2022-jp><!-- -->",
    "<noscript><meta charset=iso-2022-jp></noscript>",
    "<title><meta charset=iso-2022-jp></title><meta charset=utf-8>",
    "<p>\x1B$B$3$l\x1B(B",
};

TEST(Charset, IsGuessedToBeOneInWhichMarkupIsAsciiWhereBrowsersDiffer) {
  for (const char* page : kGuesses) {
    const Charset charset = sniff_charset(page, "");
    EXPECT_EQ(charset.kind, CharsetKind::ascii_compatible) << page;
    EXPECT_TRUE(charset.guessed) << page;
  }
  EXPECT_FALSE(sniff_charset("<meta charset=utf-8>", "").guessed);
  EXPECT_FALSE(sniff_charset("<?xml encoding='utf-8'?><p>", "").guessed);
  EXPECT_FALSE(sniff_charset("<p>", "utf-8").guessed);
}

/// The tests are "#data\n<page>\n#encoding\n<name>\n" one after the other.
TEST(Charset, AgreesWithTheHtml5libEncodingTests) {
  const auto folder = tests::corpus_folder("html5lib/encoding");
  if (!folder) GTEST_SKIP() << "skipped: " << tests::kCorpusMissing;
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    const std::string text = tests::read_file(entry.path());
    constexpr std::string_view kData = "#data\n";
    constexpr std::string_view kEncoding = "\n#encoding\n";
    for (std::size_t at = text.find(kData); at != std::string::npos;) {
      const std::size_t page = at + kData.size();
      const std::size_t name = text.find(kEncoding, page);
      if (name == std::string::npos) break;
      const std::size_t end = std::min(text.find('\n', name + kEncoding.size()), text.size());
      const std::string label = text.substr(name + kEncoding.size(), end - name - kEncoding.size());
      const Charset charset = sniff_charset(text.substr(page, name - page), "");
      const auto expected = charset_of_label(label);
      ASSERT_TRUE(expected) << label;
      EXPECT_EQ(charset.name, expected->name) << text.substr(page, name - page);
      ++count;
      at = text.find(kData, end);
    }
  }
  EXPECT_GT(count, 30U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
