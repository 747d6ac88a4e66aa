// Feeds and JSON through a Passage, under rules as authors write them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "coded_bytes.h"
#include "filter/passage.h"
#include "memory_exchange.h"
#include "tests/corpus.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

using State = Passage::State;
using testing::HasSubstr;

std::shared_ptr<const rules::RuleSet> rules_of(const std::string& rules) {
  const rules::SourceFile file{
      "pack.toml",
      "[pack]\nid = \"p\"\ntitle = \"T\"\n[notices.n]\nkind = \"warning\"\ntext.en = \"Words\"\n" + rules};
  const auto compilation = rules::RuleSet::compile({&file, 1}, facts_of_a_reader().time);
  EXPECT_NE(compilation.rules, nullptr) << render(compilation.diagnostics, rules::DiagnosticFormat::text);
  return compilation.rules;
}

/// A rule that warns and takes out, in what `in` says.
std::string rule_in(const std::string& in, const std::string& more = "") {
  return "[[rules]]\nid = \"warn\"\nin = " + in +
         "\ninsert = { notice = \"n\", at = \"start of body\" }\nremove.elements = \".share\"\n" + more;
}

const std::string kFeedAndPage = rule_in("[\"page\", \"feed\"]");
const std::string kJson = rule_in("\"json:/article/body\"");

const std::string kItem = "<item><description>&lt;p>text&lt;i class=share>go</description></item>";
const std::string kFeed = "<?xml version=\"1.0\"?>\n<rss><channel>" + kItem + kItem + "</channel></rss>\n";
const std::string kArticle = "{\"article\":{\"body\":\"<p>text\"}}";
const std::string kMark = "data-caveat=\"p/warn\"";

Exchange exchange(const std::string& rules, const std::string& type, std::string body) {
  Exchange result;
  result.rules = rules_of(rules);
  result.response.fields.set("Content-Type", type);
  result.body = std::move(body);
  return result;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(PassageInside, warns_in_every_item_of_a_feed_and_says_its_length) {
  Exchange feed = exchange(kFeedAndPage, "application/rss+xml", kFeed);
  feed.response.fields.set("ETag", "\"1\"");
  feed.response.fields.set("Content-Length", std::to_string(kFeed.size()));
  const Served served = serve(feed);
  EXPECT_EQ(count(served.body, kMark), 2U) << served.body;
  EXPECT_EQ(count(served.body, "class=share"), 0U);
  EXPECT_EQ(served.field("Content-Length"), std::to_string(served.body.size()));
  EXPECT_EQ(served.field("Cache-Control"), "private");
  EXPECT_FALSE(served.head.fields.contains("ETag"));
  EXPECT_EQ(served.record.rules.at(0).notice, "placed");
  EXPECT_EQ(served.record.rules.at(0).place, "start of body");
  EXPECT_EQ(served.record.rules.at(0).removed, 2U);

  Exchange again = exchange(kFeedAndPage, "application/rss+xml", served.body);
  EXPECT_EQ(serve(again).body, served.body);
  EXPECT_EQ(serve(again).record.rules.at(0).notice, "present");
}

TEST(PassageInside, looks_at_xml_that_does_not_say_what_it_is) {
  struct Case {
    std::string type;
    std::string body;
    bool warned;
  };
  const std::string site_map = "<?xml version=\"1.0\"?><!-- <rss> --><urlset><item/></urlset>";
  const Case kCases[] = {
      {"text/xml", kFeed, true},
      {"application/xml; charset=utf-8", kFeed, true},
      {"", kFeed, true},
      {"text/xml", site_map, false},
      {"", site_map, false},
      {"text/xml", "<!--" + std::string(20'000, 'x') + "-->" + kFeed.substr(kFeed.find("<rss")), true},
      {"text/xml", "<!--" + std::string(20'000, 'x') + "-->" + site_map.substr(site_map.find("<urlset")),
       false},
      {"image/svg+xml", kFeed, false},
      {"application/pdf", kFeed, false},
  };
  for (const Case& one : kCases) {
    for (const std::size_t chunk : {1UL, 1'000'000UL}) {
      Exchange some = exchange(rule_in("\"feed\""), one.type, one.body);
      if (one.type.empty()) some.response.fields.remove("Content-Type");
      some.chunk = chunk;
      const Served served = serve(some);
      EXPECT_EQ(count(served.body, kMark), one.warned ? 2U : 0U) << one.type;
      EXPECT_EQ(served.body == one.body, !one.warned) << one.type;
      EXPECT_EQ(served.state, State::complete);
    }
  }
}

TEST(PassageInside, edits_the_string_of_a_json_document) {
  const Served served = serve(exchange(kJson, "application/json", kArticle));
  EXPECT_THAT(served.body, HasSubstr("data-caveat=\\\"p/warn\\\""));
  EXPECT_THAT(served.body, HasSubstr("<p>text\"}}"));
  EXPECT_EQ(serve(exchange(kJson, "application/ld+json", kArticle)).body, served.body);
  EXPECT_EQ(serve(exchange(kJson, "text/plain", kArticle)).body, kArticle);
}

TEST(PassageInside, a_notice_is_in_the_language_of_the_feed) {
  Exchange feed = exchange(kFeedAndPage, "application/rss+xml", kFeed);
  feed.rules = rules_of("text.ru = \"RU\"\n" + rule_in("\"feed\""));
  EXPECT_EQ(count(serve(feed).body, "lang=\"en\""), 2U);
  feed.response.fields.set("Content-Language", "ru");
  EXPECT_EQ(count(serve(feed).body, "lang=\"ru\""), 2U);
  feed.response.fields.remove("Content-Language");
  feed.body.insert(feed.body.find("<item>"), "<language>ru-UA</language>");
  for (const std::size_t chunk : {1UL, 1000UL}) {
    feed.chunk = chunk;
    EXPECT_EQ(count(serve(feed).body, "lang=\"ru\""), 2U);
  }
}

TEST(PassageInside, a_rule_without_in_leaves_the_question_to_non_html) {
  const std::string page_rule =
      "[[rules]]\nid = \"page\"\ninsert = { notice = \"n\" }\nnon_html = \"refuse\"\n";
  for (const std::string type : {"application/rss+xml", "application/json"}) {
    const std::string& body = type == "application/json" ? kArticle : kFeed;
    EXPECT_EQ(serve(exchange(page_rule, type, body)).record.failure, "non_html_refused");
    const std::string served_rule = page_rule.substr(0, page_rule.find("non_html"));
    EXPECT_EQ(serve(exchange(served_rule, type, body)).body, body);
  }
  const std::string both = page_rule + "[[rules]]\nid = \"r\"\nin = \"feed\"\nremove.elements = \".share\"\n";
  EXPECT_EQ(serve(exchange(both, "application/rss+xml", kFeed)).record.failure, "non_html_refused");
}

TEST(PassageInside, head_and_get_agree) {
  for (const auto& [type, body] : {std::pair{"application/rss+xml", kFeed}, std::pair{"text/xml", kFeed},
                                   std::pair{"application/json", kArticle}}) {
    Exchange get = exchange(rule_in("[\"page\", \"feed\", \"json:/article/body\"]"), type, body);
    get.response.fields.set("ETag", "\"1\"");
    get.response.fields.set("Content-Length", "99");
    Exchange head = get;
    head.request.method = "HEAD";
    head.body.clear();
    ResponseHead got = serve(get).head;
    got.fields.remove("Content-Length");
    const ResponseHead told = serve(head).head;
    EXPECT_EQ(told.status, 200);
    std::vector<std::string> names;
    for (const FieldLine& line : told.fields)
      names.push_back(std::string(line.name) + std::string(line.value));
    std::vector<std::string> expected;
    for (const FieldLine& line : got.fields)
      expected.push_back(std::string(line.name) + std::string(line.value));
    EXPECT_EQ(names, expected) << type;
  }
}

TEST(PassageInside, goes_by_the_coding_and_the_charset) {
  Exchange coded = exchange(kFeedAndPage, "application/rss+xml", gzipped(kFeed));
  coded.request.fields.set("Accept-Encoding", "gzip");
  coded.response.fields.set("Content-Encoding", "gzip");
  EXPECT_EQ(count(gunzipped(serve(coded).body), kMark), 2U);

  std::string wide = "\xFF\xFE";
  for (const char c : kFeed) wide += {c, '\0'};
  const Served served = serve(exchange(kFeedAndPage, "text/xml", wide));
  std::string narrow = served.body.substr(2);
  std::erase(narrow, '\0');
  EXPECT_EQ(served.body.substr(0, 2), "\xFF\xFE");
  EXPECT_EQ(count(narrow, kMark), 2U);

  const std::string label =
      rule_in("\"feed\"", "label = { mentions = [\"Медуза\"], with = \"*\", which = \"every\" }\n");
  const std::string cyrillic =
      "<?xml version='1.0' encoding='windows-1251'?><rss><item><description>\xCC\xE5\xE4\xF3\xE7\xE0"
      "</description></item></rss>";
  EXPECT_EQ(count(serve(exchange(label, "application/rss+xml", cyrillic)).body, "p/warn:label"), 1U);

  const std::string unknown = "<?xml version='1.0' encoding='EBCDIC-CP-US'?><rss/>";
  EXPECT_EQ(serve(exchange(kFeedAndPage, "application/rss+xml", unknown)).record.failure,
            "charset_unsupported");
}

struct FailureCase {
  std::string name;
  Exchange exchange;
  int status;
  std::string failure;
};

TEST(PassageInside, an_honest_error_takes_the_place_of_what_cannot_be_edited) {
  const std::string not_insisting = rule_in("[\"feed\", \"json:/article/body\"]", "on_failure = \"serve\"\n");
  Exchange early = exchange(kFeedAndPage, "application/rss+xml", kFeed.substr(0, 80));
  early.ends_early = true;
  Exchange coded = exchange(kJson, "application/json", kArticle);
  coded.response.fields.set("Content-Encoding", "compress");
  const FailureCase kCases[] = {
      {"malformed XML", exchange(kFeedAndPage, "application/rss+xml", kFeed + "<br>"), 502, "feed_malformed"},
      {"malformed JSON", exchange(kJson, "application/json", kArticle + "]"), 502, "json_malformed"},
      {"JSON without the string", exchange(kJson, "application/json", "{\"error\":404}"), 503,
       "notice_not_placed"},
      {"a body that ends early", early, 502, "upstream_truncated"},
      {"an unknown coding", coded, 502, "upstream_coding_unknown"},
  };
  for (const FailureCase& one : kCases) {
    const Served served = serve(one.exchange);
    EXPECT_EQ(served.head.status, one.status) << one.name;
    EXPECT_EQ(served.record.failure, one.failure) << one.name;
    EXPECT_EQ(served.record.ending, Ending::refused) << one.name;

    Exchange lenient = one.exchange;
    lenient.rules = rules_of(not_insisting);
    const Served as_it_is = serve(lenient);
    if (one.exchange.ends_early) continue;
    EXPECT_EQ(as_it_is.head.status, 200) << one.name;
    EXPECT_EQ(as_it_is.body, one.exchange.body) << one.name;
    EXPECT_EQ(as_it_is.record.failure, one.failure) << one.name;
    EXPECT_EQ(as_it_is.record.ending, Ending::complete) << one.name;
  }
}

TEST(PassageInside, a_long_feed_goes_out_as_it_is_edited_and_is_cut_if_it_fails) {
  std::string items;
  for (int i = 0; i < 2000; ++i) items += kItem;
  Exchange whole = exchange(kFeedAndPage, "application/rss+xml", "<rss>" + items + "</rss>");
  whole.limits.hold_bytes = 10'000;
  whole.chunk = 1000;
  const Served served = serve(whole);
  EXPECT_EQ(count(served.body, kMark), 2000U);
  EXPECT_EQ(served.state, State::complete);
  EXPECT_FALSE(served.head.fields.contains("Content-Length"));

  Exchange broken = whole;
  broken.body = "<rss>" + items + "<item></rss>";
  const Served cut = serve(broken);
  EXPECT_EQ(cut.head.status, 200);
  EXPECT_EQ(cut.state, State::aborted);
  EXPECT_EQ(cut.record.failure, "feed_malformed");

  Exchange too_long = whole;
  too_long.limits.page_bytes = 100'000;
  EXPECT_EQ(serve(too_long).record.failure, "page_too_large");
}

TEST(PassageInside, every_feed_of_the_corpus_keeps_its_bytes_or_is_edited_once_in_any_chunks) {
  const auto folder = tests::corpus_folder("charset/chardet");
  if (!folder) GTEST_SKIP() << tests::kCorpusMissing;
  const auto nothing =
      rules_of("[[rules]]\nid = \"r\"\nin = \"feed\"\nremove.elements = \"no-such-element\"\n");
  const auto warning = rules_of(kFeedAndPage);
  std::size_t edited = 0;
  std::size_t failed = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(*folder)) {
    if (file.path().extension() != ".xml") continue;
    Exchange feed = exchange(kFeedAndPage, "application/xml", tests::read_file(file.path()));
    feed.rules = warning;
    const Served once = serve(feed);
    if (once.record.failure == "feed_malformed" || once.record.failure == "charset_unsupported") {
      ++failed;
      continue;
    }
    EXPECT_EQ(once.record.failure, "") << file.path();
    feed.chunk = 997;
    EXPECT_TRUE(serve(feed).body == once.body) << file.path();
    feed.rules = nothing;
    EXPECT_TRUE(serve(feed).body == feed.body) << file.path();
    if (once.body == feed.body) continue;
    ++edited;
    feed.rules = warning;
    feed.body = once.body;
    EXPECT_TRUE(serve(feed).body == once.body) << file.path();
  }
  EXPECT_GT(edited, 100U);
  EXPECT_LT(failed, 40U) << "most are cut off, or in charsets that no browser knows";
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
