// Rules on what a page states of its article, through a Passage.
#include <gtest/gtest.h>

#include "filter/passage.h"
#include "memory_exchange.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

std::shared_ptr<const rules::RuleSet> rules_with(const std::string& rules) {
  const std::string pack = R"(
[pack]
id = "p"
title = "T"
[notices.n]
kind = "warning"
text.en = "Warning"
text.ru = "Предупреждение"
)" + rules;
  const rules::SourceFile file{"pack.toml", pack};
  const auto compilation = rules::RuleSet::compile({&file, 1}, facts_of_a_reader().time);
  for (const rules::Diagnostic& diagnostic : compilation.diagnostics) ADD_FAILURE() << diagnostic.message;
  return compilation.rules;
}

std::string rule_with(const std::string& conditions) {
  return "[[rules]]\nid = \"r\"\n" + conditions + "\ninsert = { notice = \"n\", at = [\"start of body\"] }\n";
}

bool covered(const Served& served) {
  return served.body.find("data-caveat=\"p/r\"") != std::string::npos;
}

Exchange exchange_under(const std::string& rules, std::string page) {
  Exchange exchange;
  exchange.rules = rules_with(rules);
  exchange.body = std::move(page);
  return exchange;
}

struct Case {
  const char* what;
  std::string conditions;
  std::string page;
  bool covered;
};

const std::string kTagged = "when.article_tag = \"russia\"";
const std::string kFiller = "<p>" + std::string(3000, 'x') + "</p>";

std::string linked(const std::string& json) {
  return "<script type=\"application/ld+json\">" + json + "</script>";
}

const std::vector<Case> kCases = {
    {"tagged in the head", kTagged, "<html lang=ru><meta property=article:tag content=Russia><body>a", true},
    {"tagged at the very end", kTagged,
     "<html lang=ru><meta name=keywords content=x><body>" + kFiller +
         linked(R"({"@type":"NewsArticle","keywords":["Russia"]})"),
     true},
    {"tagged otherwise", kTagged, "<html lang=ru><meta name=keywords content='x, y'><body>" + kFiller, false},
    {"not tagged at all", kTagged, "<html lang=ru><body>a", true},
    {"excepted", "unless.article_author = \"A. Heron\"",
     "<html lang=ru><meta name=author content='a. heron'><body>a", false},
    {"published too early", "when.article_published = { from = 2024-02-20 }",
     "<html lang=ru><meta property=article:published_time content=2024-02-19T10:00:00Z><body>a", false},
    {"published in time", "when.article_published = { from = 2024-02-20 }",
     "<html lang=ru><meta property=article:published_time content=2024-02-20T10:00:00Z><body>a", true},
    {"of two conditions that hold, one at the beginning and one at the end",
     kTagged + "\nwhen.page_mentions = \"heron\"",
     "<html lang=ru><meta name=keywords content=Russia><body>" + kFiller + "a heron", true},
    {"of two of which the later fails", kTagged + "\nwhen.page_mentions = \"heron\"",
     "<html lang=ru><meta name=keywords content=Russia><body>" + kFiller + "a stork", false},
};

TEST(PassageArticle, a_rule_applies_by_what_the_page_states_of_its_article) {
  for (const Case& one : kCases) {
    for (const std::size_t chunk : {1UL, 100UL, 100'000UL}) {
      Exchange exchange = exchange_under(rule_with(one.conditions), one.page);
      exchange.chunk = chunk;
      const Served served = serve(exchange);
      EXPECT_EQ(covered(served), one.covered) << one.what << ", in chunks of " << chunk;
      EXPECT_EQ(served.state, Passage::State::complete) << one.what << ", in chunks of " << chunk;
      EXPECT_EQ(served.body == one.page, !one.covered) << one.what;
    }
  }
}

TEST(PassageArticle, rules_that_wait_for_different_statements_are_all_decided) {
  const std::string rules =
      "[[rules]]\nid = \"early\"\nwhen.article_tag = \"a\"\ninsert = { notice = \"n\", at = \"start of "
      "body\" }\n"
      "[[rules]]\nid = \"late\"\nwhen.article_tag = \"b\"\ninsert = { notice = \"n\", at = \"start of body\" "
      "}\n"
      "[[rules]]\nid = \"never\"\nwhen.article_tag = \"c\"\ninsert = { notice = \"n\", at = \"start of "
      "body\" }\n";
  Exchange exchange = exchange_under(rules, "<html lang=ru><meta name=keywords content=a><body>" + kFiller +
                                                "<meta name=keywords content=b>");
  exchange.chunk = 10;
  const Served served = serve(exchange);
  ASSERT_EQ(served.record.rules.size(), 2U);
  EXPECT_EQ(served.record.rules[0].rule, "early");
  EXPECT_EQ(served.record.rules[1].rule, "late");
  EXPECT_NE(served.body.find("lang=\"ru\" dir"), std::string::npos) << "in the page's language";
}

TEST(PassageArticle, a_page_is_not_waited_for_once_what_it_states_settles_it) {
  const std::string beginning =
      "<html lang=ru><meta property=article:published_time content=2020-01-01><body>";
  Exchange exchange = exchange_under(rule_with("when.article_published = { from = 2024-02-20 }"),
                                     beginning + std::string(5000, 'x'));
  exchange.limits.hold_bytes = 2000;
  exchange.chunk = 100;
  EXPECT_FALSE(covered(serve(exchange))) << "the date stands within what is held, the page does not";
}

TEST(PassageArticle, a_page_that_nobody_waits_for_may_state_more) {
  Exchange exchange = exchange_under(
      rule_with(kTagged), "<html lang=ru><meta name=keywords content=x><body>" + std::string(5000, 'x'));
  exchange.limits.hold_bytes = 2000;
  exchange.chunk = 100;
  EXPECT_TRUE(covered(serve(exchange)));
}

TEST(PassageArticle, statements_are_read_in_the_charset_of_the_page) {
  const std::string when = rule_with("when.article_author = \"Жук\"");
  Exchange legacy = exchange_under(when, "<html lang=ru><meta name=author content='\xC6\xD3\xCA'><body>a");
  legacy.response.fields.set("Content-Type", "text/html; charset=windows-1251");
  EXPECT_TRUE(covered(serve(legacy)));
  Exchange other = exchange_under(when, "<html lang=ru><meta name=author content='\xC6\xD3\xC0'><body>a");
  other.response.fields.set("Content-Type", "text/html; charset=windows-1251");
  EXPECT_FALSE(covered(serve(other)));

  std::string wide = "\xFF\xFE";
  for (const char c : std::string("<html lang=ru><meta name=author content=heron><body>a")) wide += {c, '\0'};
  Exchange utf16 = exchange_under(rule_with("unless.article_author = \"heron\""), wide);
  EXPECT_EQ(serve(utf16).body, wide);
}

TEST(PassageArticle, what_is_no_page_is_no_article) {
  const std::string block =
      "[[rules]]\nid = \"r\"\nwhen_unknown = \"skip\"\nwhen.article_tag = \"x\"\nwhen.path = "
      "\"/a/**\"\nblock.notice = \"n\"\n";
  for (const char* type : {"image/png", "text/css", "application/json"}) {
    Exchange exchange = exchange_under(block, "bytes");
    exchange.response.fields.set("Content-Type", type);
    EXPECT_EQ(serve(exchange).head.status, 200) << type;
  }
  Exchange redirect = exchange_under(block, "");
  redirect.response = {301, "Moved", {{"Location", "/b"}}};
  EXPECT_EQ(serve(redirect).head.status, 301);
  EXPECT_EQ(serve(exchange_under(block, "<meta name=keywords content=x>")).head.status, 451);
}

TEST(PassageArticle, what_is_put_in_changes_nothing_about_it) {
  Exchange first = exchange_under(rule_with("when.article_tag = \"x\"\nunless.article_tag = \"y\""),
                                  "<html lang=ru><meta name=keywords content=x><body>a");
  first.body = serve(first).body;
  EXPECT_EQ(serve(first).body, first.body);
}

TEST(PassageArticle, head_of_a_page_that_may_be_covered_agrees_with_its_get) {
  Exchange get =
      exchange_under(rule_with(kTagged), "<html lang=ru><meta name=keywords content=Russia><body>a");
  get.response.fields.set("ETag", "\"1\"");
  const std::string seen = serve(get).field("ETag");
  get.request.method = "HEAD";
  get.body.clear();
  EXPECT_EQ(serve(get).field("ETag"), seen);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
