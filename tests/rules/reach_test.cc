// `in`: which rules apply to which responses, and what they edit there.
#include "rules/reach.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack_texts.h"
#include "rules/decision_text.h"
#include "rules/decision_words.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

using Verdict = Decision::Verdict;
using testing::HasSubstr;

const std::string kInsert = "insert = { notice = \"n\", at = \"start of body\" }\n";

std::shared_ptr<const RuleSet> rules_in(std::string_view in, std::string_view more = "") {
  const std::string line = in.empty() ? "" : "in = " + std::string(in) + "\n";
  return compile(pack_with("[[rules]]\nid = \"r\"\n" + line + kInsert + std::string(more))).rules;
}

/// Of a response of that type, that begins as `begins` says.
enum class Begins { unread, as_feed, otherwise };

Facts response(std::string_view type, Begins begins = Begins::otherwise) {
  Facts facts = facts_of("RU");
  facts.content_type = type;
  facts.status = 200;
  facts.page.reset();
  if (begins != Begins::unread) facts.page = PageFacts{"", begins == Begins::as_feed};
  return facts;
}

/// What a Decision edits, in words.
std::string edits_of(const Decision& decision) {
  if (decision.verdict == Verdict::undecided) return "awaits " + std::string(awaits_name(decision.awaits));
  std::string out = decision.program ? "page" : "";
  for (const InnerEdits& inner : decision.inner) out += (out.empty() ? "" : ", ") + inner.place.text();
  return out;
}

TEST(Reach, decides_by_the_type_of_the_response_what_is_edited) {
  struct Case {
    std::string_view in;
    std::string_view type;
    Begins begins;
    std::string_view edits;
  };
  constexpr auto kOther = Begins::otherwise;
  constexpr Case kCases[] = {
      {"", "text/html", kOther, "page"},
      {"", "application/rss+xml", kOther, "page"},
      {"\"page\"", "text/html", kOther, "page"},
      {"\"feed\"", "text/html", kOther, ""},
      {"\"feed\"", "application/rss+xml", Begins::unread, "feed"},
      {"\"feed\"", "application/atom+xml", kOther, "feed"},
      {"\"feed\"", "application/rdf+xml", kOther, "feed"},
      {"\"feed\"", "application/pdf", kOther, ""},
      {"\"feed\"", "application/json", kOther, ""},
      {"\"feed\"", "text/xml", Begins::unread, "awaits what the page says"},
      {"\"feed\"", "text/xml", Begins::as_feed, "feed"},
      {"\"feed\"", "application/xml", kOther, ""},
      {"\"feed\"", "", Begins::as_feed, "feed"},
      {"\"feed\"", "image/svg+xml", Begins::as_feed, ""},
      {"[\"page\", \"feed\"]", "text/html", Begins::unread, "page"},
      {"[\"page\", \"feed\"]", "application/rss+xml", kOther, "feed"},
      {"[\"page\", \"feed\"]", "application/xml", Begins::unread, "awaits what the page says"},
      {"[\"page\", \"feed\"]", "application/xml", kOther, "page"},
      {"[\"page\", \"feed\"]", "application/json", kOther, "page"},
      {"\"json:/a/b\"", "application/json", Begins::unread, "json:/a/b"},
      {"\"json:/a/b\"", "text/json", kOther, "json:/a/b"},
      {"\"json:/a/b\"", "application/ld+json", kOther, "json:/a/b"},
      {"\"json:/a/b\"", "application/xml", Begins::as_feed, ""},
      {"[\"json:/a\", \"feed\", \"json:/b\"]", "application/json", kOther, "json:/a, json:/b"},
      {"[\"json:/a\", \"feed\", \"json:/b\"]", "application/rss+xml", kOther, "feed"},
  };
  for (const Case& one : kCases) {
    const Decision decision = rules_in(one.in)->decide(response(one.type, one.begins));
    EXPECT_EQ(edits_of(decision), one.edits) << one.in << " of " << one.type;
  }
}

TEST(Reach, waits_for_the_type_only_where_it_decides_whether_the_rule_applies) {
  Facts facts = facts_of("RU");
  EXPECT_EQ(rules_in("\"feed\"")->decide(facts).awaits, Awaits::response_head);
  EXPECT_EQ(rules_in("[\"page\", \"feed\"]")->decide(facts).verdict, Verdict::edit);
}

TEST(Reach, comes_on_top_of_the_conditions) {
  const auto rules = rules_in("\"feed\"", "when.content_type = \"application/atom+xml\"\n");
  EXPECT_EQ(rules->decide(response("application/atom+xml")).inner.size(), 1U);
  EXPECT_EQ(rules->decide(response("application/rss+xml")).verdict, Verdict::pass);
}

TEST(Reach, non_html_and_on_failure_are_each_of_the_rules_that_they_speak_of) {
  const std::string page = "[[rules]]\nid = \"page\"\n" + kInsert + "non_html = \"refuse\"\n";
  const std::string feed = "[[rules]]\nid = \"feed\"\nin = \"feed\"\nremove.elements = \".x\"\n";
  const Decision both = compile(pack_with(page + feed)).rules->decide(response("application/rss+xml"));
  EXPECT_EQ(both.non_html, NonHtml::refuse) << "the rule for pages does not reach the feed";
  EXPECT_EQ(both.on_failure, OnFailure::serve) << "the rule for feeds does not insist";
  EXPECT_EQ(both.program, nullptr);

  const Decision one =
      rules_in("[\"page\", \"feed\"]", "non_html = \"refuse\"\n")->decide(response("application/rss+xml"));
  EXPECT_EQ(one.non_html, NonHtml::serve);
  EXPECT_EQ(one.on_failure, OnFailure::refuse);
}

TEST(Reach, rules_with_one_pointer_share_a_program_and_head_edits_happen_once) {
  const std::string first =
      "[[rules]]\nid = \"a\"\nin = [\"json:/b\", \"json:/c\"]\nheaders.set.X-A = \"1\"\n";
  const std::string second = "[[rules]]\nid = \"b\"\nin = \"json:/b\"\nremove.elements = \".x\"\n";
  const auto rules = compile(pack_with(first + kInsert + second)).rules;
  const Decision decision = rules->decide(response("application/json"));
  EXPECT_EQ(edits_of(decision), "json:/b, json:/c");
  EXPECT_EQ(decision.inner[0].program->inserts().size(), 1U);
  EXPECT_EQ(decision.inner[0].program->removes().size(), 1U);
  EXPECT_EQ(decision.inner[1].program->removes().size(), 0U);
  EXPECT_EQ(decision.head_edits.set.size(), 1U);
}

TEST(Reach, equal_decisions_share_their_programs) {
  const auto rules = rules_in("[\"page\", \"feed\"]");
  const Decision one = rules->decide(response("application/rss+xml"));
  EXPECT_EQ(one.inner[0].program, rules->decide(response("application/atom+xml")).inner[0].program);
  EXPECT_TRUE(one.inner[0].without_inserts->empty());
  EXPECT_NE(rules->decide(response("text/html")).program, nullptr);
}

TEST(Reach, is_explained_like_a_condition) {
  const auto rules = rules_in("[\"feed\", \"json:/a/b\"]");
  const Facts feed = response("application/rss+xml");
  const std::string text = decision_text(rules->decide(feed), rules->explain(feed), feed);
  EXPECT_THAT(text, HasSubstr("The response is served with changes in its HTML: the only rule applies.\n"
                              "  in each item of the feed:\n"
                              "    notice of p/r is put in\n"
                              "  if that cannot be done, the response is refused (503)\n"));
  EXPECT_THAT(text, HasSubstr("  yes  in  application/rss+xml is a feed  (pack.toml:9)\n"));
  const Facts json = response("application/json");
  EXPECT_THAT(decision_text(rules->decide(json), rules->explain(json), json),
              HasSubstr("  in the string at /a/b:\n    notice of p/r is put in\n"));
  EXPECT_THAT(decision_json(rules->decide(json), {}, json), HasSubstr("\"in\": \"json:/a/b\""));
  const Facts page = response("text/html");
  EXPECT_THAT(decision_text(rules->decide(page), rules->explain(page), page),
              HasSubstr("  NO   in  text/html is neither a feed nor JSON  (pack.toml:9)\n"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
