#include "filter/article_statements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/calendar.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

using Reading = rules::ArticleReading;
using testing::ElementsAreArray;

struct Case {
  const char* what;
  std::string page;
  std::vector<std::string> tags;
  std::vector<std::string> authors;
  std::string published;  ///< in UTC
};

std::string linked(const std::string& json) {
  return "<script type='application/ld+json'>" + json + "</script>";
}

ArticleStatements statements_of(const std::string& page) {
  ArticleStatements statements;
  html::PageMetadataReader reader(statements, "UTF-8", 1'000'000);
  reader.write(page);
  reader.finish();
  return statements;
}

std::vector<std::string> texts(const std::vector<rules::StatedName>& names) {
  std::vector<std::string> all;
  for (const rules::StatedName& name : names) all.push_back(name.text);
  return all;
}

std::string in_utc(const std::optional<rules::TomlDateTime>& date) {
  return date ? rules::iso_time(rules::instant_of(*date, "UTC").value()) : "";
}

const std::vector<Case> kCases = {
    {"Open Graph",
     "<meta property=article:tag content=Rivers><meta property=article:tag content=Birds><meta "
     "property=article:section content=Nature><meta property=article:author content='Jan Rákos'><meta "
     "property=article:published_time content=2024-02-20T12:00:00Z>",
     {"Rivers", "Birds", "Nature"},
     {"Jan Rákos"},
     "2024-02-20T12:00:00Z"},
    {"meta elements, one name or several in each",
     "<meta name=keywords content='rivers, birds'><meta name=author content='A. Heron | "
     "heron@paper.example'>",
     {"rivers, birds", "rivers", "birds"},
     {"A. Heron | heron@paper.example", "A. Heron", "heron@paper.example"},
     ""},
    {"an author's profile is no name",
     "<meta property=article:author content='https://social.example/heron'>",
     {},
     {},
     ""},
    {"an article in JSON-LD",
     linked(R"({"@context": "https://schema.org", "@type": "NewsArticle", "keywords": ["rivers", "birds"],
       "articleSection": "Nature", "author": {"@type": "Person", "name": "A. Heron"},
       "datePublished": "2024-02-20T12:00:00+01:00"})"),
     {"rivers", "birds", "Nature"},
     {"A. Heron"},
     "2024-02-20T11:00:00Z"},
    {"a list of kinds, of authors and of topics",
     linked(R"([{"@type": ["schema:Article", "Thing"], "author": ["A", {"name": ["B"]}, {"@value": "C"}],
       "about": [{"@type": "Thing", "name": "Weirs"}]}])"),
     {"Weirs"},
     {"A", "B", "C"},
     ""},
    {"an author who is named elsewhere in the graph",
     linked(
         R"({"@graph": [{"@type": "Article", "author": {"@id": "#1"}}, {"@id": "#1", "name": "A. Heron"}]})"),
     {},
     {"A. Heron"},
     ""},
    {"an author who is named in a later script",
     linked(R"({"@type": "Article", "author": {"@id": "#1"}})") +
         linked(R"({"@id": "#1", "name": "A. Heron"})"),
     {},
     {"A. Heron"},
     ""},
    {"the article that a page is about",
     linked(R"({"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "keywords": "x"}})"),
     {"x"},
     {},
     ""},
    {"not articles that others link to, nor who made a picture",
     linked(
         R"({"@type": "ItemList", "itemListElement": [{"item": {"@type": "NewsArticle", "keywords": "x"}}]})") +
         linked(R"({"@type": "ImageObject", "author": "Agency"})") +
         linked(R"({"@type": "Article", "image": {"@type": "ImageObject", "author": "Agency"}})"),
     {},
     {},
     ""},
    {"the article's own date before others",
     "<meta name=date content=2024-02-01><time itemprop=datePublished datetime=2024-02-02></time>" +
         linked(R"({"@type": "WebPage", "datePublished": "2024-02-03"})") +
         linked(R"({"@type": "Article", "datePublished": "2024-02-20"})"),
     {},
     {},
     "2024-02-20T00:00:00Z"},
    {"else the first",
     "<meta name=date content=n/a><meta name=dc.date content=2024-02-01><time itemprop=datePublished "
     "datetime=2024-02-02></time>",
     {},
     {},
     "2024-02-01T00:00:00Z"},
    {"JSON-LD as sites get it wrong",
     linked("\n//<![CDATA[\n{\"@type\": \"Article\", \"keywords\": [\"a\nb\", \"c &amp; d\",],\u00A0/* e "
            "*/}\n//]]>"),
     {"a b", "c & d"},
     {},
     ""},
    {"the same twice",
     "<meta name=keywords content=Birds><meta property=article:tag content=BIRDS>",
     {"Birds"},
     {},
     ""},
};

TEST(ArticleStatements, AreFoundWhereSitesPutThem) {
  for (const Case& one : kCases) {
    const rules::ArticleFacts facts = statements_of(one.page).facts(Reading::whole);
    EXPECT_THAT(texts(facts.tags), ElementsAreArray(one.tags)) << one.what;
    EXPECT_THAT(texts(facts.authors), ElementsAreArray(one.authors)) << one.what;
    EXPECT_EQ(in_utc(facts.published), one.published) << one.what;
    EXPECT_EQ(facts.reading, Reading::whole) << one.what;
  }
}

// What an unreadable script says could be what a rule asks for.
TEST(ArticleStatements, AreNotAllKnownWhereAScriptIsNoJson) {
  const std::string page = "<meta name=keywords content=Birds>" + linked("{\"@type\": \"Article\", oops");
  const rules::ArticleFacts facts = statements_of(page).facts(Reading::whole);
  EXPECT_THAT(texts(facts.tags), ElementsAreArray({"Birds"}));
  EXPECT_EQ(facts.reading, Reading::in_part);
}

TEST(ArticleStatements, AreNotAllKnownWhereThereAreMoreThanCanBeKept) {
  std::string page;
  for (int i = 0; i < 2000; ++i) page += "<meta name=keywords content=" + std::to_string(i) + ">";
  const rules::ArticleFacts facts = statements_of(page).facts(Reading::whole);
  EXPECT_EQ(facts.tags.size(), 500U);
  EXPECT_EQ(facts.reading, Reading::in_part);
}

TEST(ArticleStatements, LeaveADateOpenThatABetterOneMayReplace) {
  const ArticleStatements statements = statements_of("<meta name=date content=2024-02-01>");
  EXPECT_EQ(statements.facts(Reading::going_on).published, std::nullopt);
  EXPECT_EQ(in_utc(statements.facts(Reading::in_part).published), "2024-02-01T00:00:00Z");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
