#include "html/page_language.h"

#include <gtest/gtest.h>

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

struct Case {
  const char* what;
  const char* page;
  const char* language;
};

const Case kCases[] = {
    {"the html element says it", "<!doctype html><html lang=ru-RU><body lang=en>", "ru-ru"},
    {"xml:lang where there is no lang", "<html xml:lang='FA'>", "fa"},
    {"else the body", "<html><head></head><body lang=uk>", "uk"},
    {"else the pragma in the head", "<meta http-equiv=Content-Language content=' de '><p>a", "de"},
    {"a pragma with a list states none", "<meta http-equiv=content-language content='de, en'><p>a", ""},
    {"the body outdoes the pragma", "<meta http-equiv=content-language content=de><body lang=en>", "en"},
    {"an html element in a comment does not count", "<!-- <html lang=de> --><p>a", ""},
    {"an underscore is meant as a hyphen", "<html lang=ru_RU><p>a", "ru-ru"},
    {"a language by its name is none", "<html lang=Russian><p>a", ""},
    {"nor is one that says so", "<html lang=und><p>a", ""},
    {"nor are several at once", "<html lang='ru, en'><p>a", ""},
    {"what is none gives way to the next", "<html lang=mul><body lang=fa>", "fa"},
    {"a byte order mark is no content", "\xEF\xBB\xBF<!doctype html><html lang=ru><p>a", "ru"},
    {"an empty lang states none", "<html lang=''><p>a", ""},
};

TEST(PageLanguage, IsWhatThePageStates) {
  for (const Case& c : kCases) {
    PageLanguageReader whole;
    whole.write(c.page);
    whole.finish();
    EXPECT_EQ(whole.language(), c.language) << c.what;
    PageLanguageReader bytes;
    for (const char& byte : std::string_view(c.page)) bytes.write({&byte, 1});
    bytes.finish();
    EXPECT_EQ(bytes.language(), c.language) << c.what << ", byte by byte";
  }
}

TEST(PageLanguage, IsKnownAsSoonAsItIsStated) {
  PageLanguageReader reader;
  reader.write("<!doctype html>\n<html lang=\"ru\"");
  EXPECT_EQ(reader.language(), std::nullopt);
  reader.write(">");
  EXPECT_EQ(reader.language(), "ru");
}

TEST(PageLanguage, IsKnownToBeMissingWhereTheBodyBegins) {
  PageLanguageReader reader;
  reader.write("<html><head><title>a</title></head>\n ");
  EXPECT_EQ(reader.language(), std::nullopt);
  reader.write("<body>");
  EXPECT_EQ(reader.language(), "");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
