#include "rules/notice_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack_texts.h"
#include "rules/region_names.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

std::string variable(std::string_view name) {
  if (name == "reference") return "https://newsroom.example/?a=1&b=2";
  if (name == "publisher") return "<News & \"Room\">";
  return "Крым";
}

std::string paragraphs(std::string_view text) {
  std::vector<MarkupError> errors;
  const NoticeText notice{"en", parse_notice_markup(text, errors)};
  EXPECT_TRUE(errors.empty()) << text;
  std::string html = notice_paragraphs(notice, variable);
  for (const std::string_view style :
       {R"( style="margin:0 0 .5em;color:#1a1a1a")",
        R"( rel="noreferrer" style="color:#0b3a82;text-decoration:underline")"}) {
    for (std::size_t at = html.find(style); at != std::string::npos; at = html.find(style))
      html.erase(at, style.size());
  }
  return html;
}

struct MarkupCase {
  std::string_view text;
  std::string_view html;
};

TEST(NoticeMarkup, BecomesParagraphsBoldAndLinks) {
  constexpr MarkupCase kCases[] = {
      {"One.", "<p>One.</p>"},
      {"One.\n\nTwo.", "<p>One.</p><p>Two.</p>"},
      {"\n  One.  \n \n\n Two.\n", "<p>One.</p><p>Two.</p>"},
      {"One\nline.", "<p>One line.</p>"},
      {"One\r\n\r\nTwo\r\n", "<p>One</p><p>Two</p>"},
      {"a **b** c", "<p>a <strong>b</strong> c</p>"},
      {"[More]({reference})", "<p><a href=\"https://newsroom.example/?a=1&amp;b=2\">More</a></p>"},
      {"[More](https://x.example/{region})",
       "<p><a href=\"https://x.example/&#x41A;&#x440;&#x44B;&#x43C;\">More</a></p>"},
      {"**[More](mailto:a@b.example)**", "<p><strong><a href=\"mailto:a@b.example\">More</a></strong></p>"},
      {"{publisher}", "<p>&lt;News &amp; &quot;Room&quot;&gt;</p>"},
      {"[no link] {, } 2 * 3", "<p>[no link] {, } 2 * 3</p>"},
      {"in \xF0\x9F\x98\x80", "<p>in &#x1F600;</p>"},
  };
  for (const MarkupCase& one : kCases) EXPECT_EQ(paragraphs(one.text), one.html) << one.text;
}

TEST(NoticeHtml, IsOneElementInAscii) {
  std::vector<MarkupError> errors;
  const NoticeText text{"fa", parse_notice_markup("متن **پررنگ**", errors)};
  const std::string html = notice_html(NoticeKind::warning, text, "pack/rule", variable);
  EXPECT_THAT(html, testing::StartsWith("<div role=\"note\" aria-label=\"&#x647;"));
  EXPECT_THAT(html, testing::HasSubstr("lang=\"fa\" dir=\"rtl\" data-caveat=\"pack/rule\""));
  EXPECT_THAT(html, testing::EndsWith("</p></div>"));
  EXPECT_TRUE(std::all_of(html.begin(), html.end(), [](char c) { return c >= ' ' && c < 0x7F; }));
  EXPECT_EQ(html.find("<div", 1), std::string::npos);
}

TEST(NoticeHtml, CarriesNoNameThatAdBlockersHide) {
  std::vector<MarkupError> errors;
  const NoticeText text{"en", parse_notice_markup("Text", errors)};
  const std::string html = notice_html(NoticeKind::label, text, "p/r", variable);
  for (const std::string_view name : {"class=", "id=", "cookie", "banner", "<script"}) {
    EXPECT_THAT(html, testing::Not(testing::HasSubstr(name)));
  }
}

Notice in_languages(std::initializer_list<std::string_view> languages) {
  Notice notice;
  for (const std::string_view language : languages) {
    std::vector<MarkupError> errors;
    notice.texts.push_back({std::string(language), parse_notice_markup("text", errors)});
  }
  return notice;
}

struct LanguageCase {
  std::string_view page;
  std::vector<std::string> reader;
  std::string_view shown;
};

TEST(NoticeLanguage, IsThePagesElseTheReadersElseThePacksFirst) {
  const LanguageCase kCases[] = {
      {"ru", {"fa"}, "ru"},   {"ru-ru", {}, "ru"},         {"ru_ru", {}, "ru"},
      {"pt_PT", {}, "pt-BR"}, {"", {"fa-ir", "ru"}, "fa"}, {"de", {"de", "ru"}, "ru"},
      {"de", {"de"}, "en"},   {"pt-pt", {}, "pt-BR"},      {"", {}, "en"},
      {"en-gb", {"ru"}, "en"}};
  const Notice notice = in_languages({"en", "ru", "fa", "pt-BR"});
  for (const LanguageCase& one : kCases) {
    Facts facts;
    facts.page = PageFacts{std::string(one.page)};
    facts.reader_languages = one.reader;
    EXPECT_EQ(notice.text_for(facts).language, one.shown) << one.page;
  }
}

struct RegionNameCase {
  std::string_view reader;
  std::string_view language;
  std::string_view name;
};

TEST(RegionNames, AreInTheNoticesLanguage) {
  constexpr RegionNameCase kCases[] = {
      {"RU", "en", "Russia"},          {"RU", "ru", "Россия"},     {"RU", "fa", "روسیه"},
      {"UA-43", "en", "Crimea"},       {"UA-43", "ru-RU", "Крым"}, {"UA-40", "uk", "Севастополь"},
      {"RU-SEV", "ru", "Севастополь"}, {"UA-30", "en", "Ukraine"}, {"unknown", "en", ""}};
  for (const RegionNameCase& one : kCases) {
    EXPECT_EQ(region_name(*geoip::Location::stated(one.reader), one.language), one.name) << one.reader;
  }
}

TEST(RegionNames, OfAnUnplacedReaderAreTheRegionsTitleInThePacksOwnLanguage) {
  const auto rules = compile(R"([pack]
id = "p"
title = "T"
[regions.x]
title = "Russia and occupied Ukraine"
include = ["RU"]
[notices.n]
kind = "warning"
text.en = "In {region}"
text.ru = "В {region}"
[[rules]]
id = "r"
when.region = "x"
insert.notice = "n"
)")
                         .rules;
  Facts facts = facts_of("unknown");
  facts.page = PageFacts{"en"};
  EXPECT_THAT(rules->decide(facts).program->inserts()[0].html,
              testing::HasSubstr("In Russia and occupied Ukraine"));
  facts.page = PageFacts{"ru"};
  EXPECT_THAT(rules->decide(facts).program->inserts()[0].html,
              testing::HasSubstr(ascii_html("В вашем регионе")));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
