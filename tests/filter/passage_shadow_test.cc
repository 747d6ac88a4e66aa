// mode = "shadow": decided and recorded, the page as it is without the rule.
#include <gtest/gtest.h>

#include "coded_bytes.h"
#include "filter/passage.h"
#include "memory_exchange.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

const std::string kPage =
    "<!doctype html><html lang=en><body><article><p>Herons.</p><a class=share "
    "href=x>Share</a></article></body></html>";

std::shared_ptr<const rules::RuleSet> rules_with(const std::string& rule) {
  const std::string pack =
      "[pack]\nid = \"p\"\ntitle = \"T\"\n[notices.n]\nkind = \"warning\"\ntext.en = \"Take care.\"\n"
      "[[rules]]\nid = \"r\"\nmode = \"shadow\"\nwhen.region = \"UA\"\n" +
      rule;
  const rules::SourceFile file{"pack.toml", pack};
  const auto compilation = rules::RuleSet::compile({&file, 1}, facts_of_a_reader().time);
  EXPECT_FALSE(rules::has_errors(compilation.diagnostics)) << rule;
  return compilation.rules;
}

Exchange exchange_under(const std::string& rule) {
  Exchange exchange;
  exchange.rules = rules_with(rule);
  exchange.response.fields.append("ETag", "\"1\"");
  exchange.response.fields.append("Cache-Control", "public, max-age=60");
  exchange.body = kPage;
  return exchange;
}

void expect_untouched(const Served& served, const Exchange& exchange, const std::string& what) {
  EXPECT_EQ(served.head.status, 200) << what;
  EXPECT_EQ(served.body, exchange.body) << what;
  EXPECT_EQ(served.field("ETag"), "\"1\"") << what;
  EXPECT_EQ(served.field("Cache-Control"), "public, max-age=60") << what;
  EXPECT_EQ(served.field("X-A"), "") << what;
  EXPECT_FALSE(served.record.covered) << what;
  EXPECT_EQ(served.record.ending, Ending::complete) << what;
  EXPECT_EQ(served.record.failure, "") << what;
}

const std::string kActions[] = {
    "insert = { notice = \"n\", at = \"start of article\" }",
    "remove = { elements = [\".share\"] }",
    "disable = { elements = [\".share\"], reason = \"n\" }",
    "replace = { elements = [\".share\"], with = \"n\" }",
    "label = { mentions = [\"Herons\"], with = \"*\" }",
    "withhold = { mentions = [\"Herons\"], with = \"...\" }",
    "attributes = { \"a\" = { remove = [\"href\"] } }",
    "headers = { set = { \"X-A\" = \"1\" } }",
    "block = { notice = \"n\" }\nwhen_unknown = \"skip\"",
    "acknowledge = { notice = \"n\" }",
    "insert = { notice = \"n\", at = \"start of article\" }\nnon_html = \"refuse\"",
};

TEST(PassageShadow, no_action_changes_anything_and_each_is_recorded) {
  for (const std::string& action : kActions) {
    const Exchange exchange = exchange_under(action + "\n");
    const Served served = serve(exchange);
    expect_untouched(served, exchange, action);
    ASSERT_EQ(served.record.rules.size(), 1U) << action;
    EXPECT_TRUE(served.record.rules[0].shadow) << action;
    EXPECT_EQ(served.record.rules[0].notice, "") << action;
    EXPECT_EQ(served.record.rules[0].acknowledgement, "") << action;
  }
}

TEST(PassageShadow, a_rule_that_waits_for_the_page_is_recorded_where_it_applies) {
  for (const char* condition :
       {"when.language = \"en\"", "when.page_mentions = \"herons\"", "when.page_has = \".share\"",
        "when.article_tag = \"x\"\nwhen.path = \"/a/**\""}) {
    const Exchange exchange =
        exchange_under(std::string(condition) + "\nblock.notice = \"n\"\nwhen_unknown = \"skip\"\n");
    const Served served = serve(exchange);
    expect_untouched(served, exchange, condition);
    EXPECT_EQ(served.record.rules.size(), 1U) << condition;
  }
}

// What cannot be read is no reason to refuse a page that no rule in force is about.
TEST(PassageShadow, a_page_that_cannot_be_read_passes_as_it_came) {
  const std::string rule = "when.page_mentions = \"herons\"\nblock.notice = \"n\"\nwhen_unknown = \"skip\"\n";
  Exchange unreadable = exchange_under(rule);
  unreadable.response.fields.set("Content-Type", "text/html; charset=iso-2022-kr");
  expect_untouched(serve(unreadable), unreadable, "charset");
  Exchange corrupt = exchange_under(rule);
  corrupt.response.fields.set("Content-Encoding", "gzip");
  corrupt.body = "no gzip at all, and more than a few bytes of it";
  corrupt.chunk = 5;
  expect_untouched(serve(corrupt), corrupt, "coding");
  Exchange unknown = exchange_under(rule);
  unknown.response.fields.set("Content-Encoding", "compress");
  expect_untouched(serve(unknown), unknown, "unknown coding");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
