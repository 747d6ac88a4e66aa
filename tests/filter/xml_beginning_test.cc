#include "filter/xml_beginning.h"

#include <gtest/gtest.h>

#include <string>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

using namespace std::string_literals;

TEST(XmlBeginning, tells_the_charset) {
  struct Case {
    std::string beginning;
    std::string_view header;
    std::string_view name;  ///< empty: more is needed
  };
  const Case kCases[] = {
      {"<rss/>", "", "UTF-8"},
      {"<rss", "", ""},
      {"<?xml version='1.0'?>", "", "UTF-8"},
      {"<?xml version=\"1.0\" encoding=\"windows-1251\"?>", "", "windows-1251"},
      {"\n <?xml version='1.0' encoding = 'koi8-r'?>", "", "KOI8-R"},
      {"<?xml version='1.0' encoding='koi8-r'", "", ""},
      {"<?xml version='1.0' encoding='koi8-r'?>", "windows-1251", "windows-1251"},
      {"<?xml version='1.0' encoding='koi8-r'?>", "no-charset", "KOI8-R"},
      {"\xEF\xBB\xBF<?xml version='1.0' encoding='koi8-r'?>", "windows-1251", "UTF-8"},
      {"\xFF\xFE<\0r\0s\0"s, "", "UTF-16LE"},
      {"<\0?\0x\0m\0"s, "", "UTF-16LE"},
      {"\0<\0?\0x\0m"s, "", "UTF-16BE"},
  };
  for (const Case& one : kCases) {
    const auto charset = sniff_xml_charset(one.beginning, one.header, false);
    EXPECT_EQ(charset ? charset->name : "", one.name) << one.beginning;
  }
  EXPECT_EQ(sniff_xml_charset("<a/>", "", true)->name, "UTF-8");
  EXPECT_EQ(sniff_xml_charset("<?xml encoding='ebcdic'?>", "", false)->kind, html::CharsetKind::replacement);
}

TEST(XmlBeginning, tells_feeds_by_their_root) {
  struct Case {
    std::string beginning;
    std::optional<bool> feed;
  };
  const Case kCases[] = {
      {"<rss version='2.0'>", true},
      {"<feed xmlns='http://www.w3.org/2005/Atom'>", true},
      {"<a:feed>", true},
      {"<rdf:RDF ", true},
      {"\xEF\xBB\xBF\n<?xml version='1.0'?>\n<!-- <html> -->\n<?xml-stylesheet href='x'?><rss>", true},
      {"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", true},
      {"<!DOCTYPE rss [<!-- ] > --> <?p ]>?>]><rss>", true},
      {"<!DOCTYPE rss SYSTEM \"a>b\"><rss>", true},
      {"<entry xmlns='http://www.w3.org/2005/Atom'>", true},
      {"<!DOCTYPE rss PUBLIC '-//N//DTD//EN' 'http://x.example/'>\n<rss>", true},
      {"\xFF\xFE<\0r\0s\0s\0>\0"s, true},
      {"<urlset>", false},
      {"<html xmlns='u'>", false},
      {"<rssx>", false},
      {"no XML", false},
      {"<rss", std::nullopt},
      {"<!-- <rss> ", std::nullopt},
      {"<!DOCTYPE rss [<!ENTITY a 'b'>", std::nullopt},
      {"", std::nullopt},
      {" ", std::nullopt},
  };
  for (const Case& one : kCases) EXPECT_EQ(sniff_feed(one.beginning), one.feed) << one.beginning;
}

TEST(XmlBeginning, tells_the_language_of_a_feed) {
  struct Case {
    std::string beginning;
    std::optional<std::string> language;
  };
  const Case kCases[] = {
      {"<feed xml:lang='de-AT'>", "de-at"},
      {"<rss><channel><title>t</title><language> ru-RU </language>", "ru-ru"},
      {"<rdf:RDF><channel><dc:language>ja</dc:language>", "ja"},
      {"<rss><channel><item><language>fr</language>", ""},
      {"<feed><a:entry>", ""},
      {"<rss><channel><language/><item>", ""},
      {"<feed", std::nullopt},
      {"<rss><channel><title>t</title>", std::nullopt},
      {"<rss><channel><language>r", std::nullopt},
  };
  for (const Case& one : kCases) EXPECT_EQ(sniff_feed_language(one.beginning), one.language) << one.beginning;
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
