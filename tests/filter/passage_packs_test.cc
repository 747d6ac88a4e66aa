// Real packs, the real rewriter and real pages through a Passage.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "coded_bytes.h"
#include "filter/passage.h"
#include "memory_exchange.h"
#include "tests/corpus.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

using State = Passage::State;

/// Beginning of every pack here: who is meant, and a notice in two languages.
const std::string kPackHead = R"(
[pack]
id = "flagship"
title = "Readers at risk"
owner = "legal@newsroom.example"
legal_basis = "Code, Art. 1"

[regions.risky]
title = "Where readers are at risk"
include = ["RU", "UA-40"]

[notices.warning]
kind = "warning"
[notices.warning.text]
en = "Do not share this page."
ru = "Не делитесь этой страницей."
)";

const std::string kFlagshipRule = R"(
[[rules]]
id = "protect"
when.region = "risky"
insert = { notice = "warning", at = ["start of article", "start of main", "start of body"] }
remove = { widgets = ["share", "like"] }
headers = { set = { "Referrer-Policy" = "no-referrer" } }
)";

std::shared_ptr<const rules::RuleSet> compiled(const std::string& pack) {
  const rules::SourceFile file{"pack.toml", pack};
  const auto compilation = rules::RuleSet::compile({&file, 1}, facts_of_a_reader().time);
  for (const rules::Diagnostic& diagnostic : compilation.diagnostics) ADD_FAILURE() << diagnostic.message;
  return compilation.rules;
}

Exchange exchange_under(const std::string& rule, std::string page) {
  Exchange result;
  result.rules = compiled(kPackHead + rule);
  result.body = std::move(page);
  return result;
}

std::size_t count(const std::string& text, const std::string& words) {
  std::size_t found = 0;
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++found;
  return found;
}

const std::string kMark = "data-caveat=\"flagship/protect\"";
const std::string kPage =
    "<!doctype html><html lang=\"en\"><head><title>t</title></head><body><article><h1>News</h1>"
    "<div class=\"share-buttons\"><a href=\"https://www.facebook.com/sharer/sharer.php?u=x\">Share</a></div>"
    "<p>Words.</p></article></body></html>";

TEST(PassagePacks, the_flagship_warns_once_and_takes_the_share_links_out) {
  const Served served = serve(exchange_under(kFlagshipRule, kPage));
  EXPECT_EQ(count(served.body, kMark), 1U) << served.body;
  EXPECT_EQ(count(served.body, "sharer.php"), 0U) << served.body;
  EXPECT_EQ(count(served.body, "<p>Words.</p>"), 1U) << served.body;
  EXPECT_EQ(served.field("Referrer-Policy"), "no-referrer");
  EXPECT_EQ(served.state, State::complete);
  ASSERT_EQ(served.record.rules.size(), 1U);
  EXPECT_EQ(served.record.rules[0].notice, "placed");
  EXPECT_EQ(served.record.rules[0].place, "start of article");
  EXPECT_GE(served.record.rules[0].removed, 1U);
}

TEST(PassagePacks, the_notice_speaks_the_language_of_the_page) {
  std::string page = kPage;
  page.replace(page.find("\"en\""), 4, "\"ru\"");
  const Served served = serve(exchange_under(kFlagshipRule, page));
  EXPECT_EQ(count(served.body, "Do not share"), 0U);
  EXPECT_EQ(count(served.body, kMark), 1U);
}

TEST(PassagePacks, a_served_page_served_again_changes_no_byte) {
  const std::string once = serve(exchange_under(kFlagshipRule, kPage)).body;
  const Served again = serve(exchange_under(kFlagshipRule, once));
  EXPECT_EQ(again.body, once);
  ASSERT_EQ(again.record.rules.size(), 1U);
  EXPECT_EQ(again.record.rules[0].notice, "present");
}

TEST(PassagePacks, a_page_that_cannot_be_read_gets_what_on_failure_says) {
  const std::string served_rule = R"(
[[rules]]
id = "mild"
when.region = "risky"
insert = { notice = "warning", at = ["start of article"] }
on_failure = "serve"
)";
  Exchange coded = exchange_under(served_rule, "any bytes");
  coded.response.fields.set("Content-Encoding", "br");
  EXPECT_EQ(serve(coded).body, "any bytes");
  coded.rules = compiled(kPackHead + kFlagshipRule);
  EXPECT_EQ(serve(coded).head.status, 502);
}

TEST(PassagePacks, a_rule_on_the_pages_language_is_not_skipped_where_it_cannot_be_read) {
  const std::string rule = R"(
[[rules]]
id = "russian-pages"
when.language = "ru"
insert = { notice = "warning", at = ["start of article"] }
on_failure = "serve"
)";
  Exchange coded = exchange_under(rule, "any bytes");
  coded.response.fields.set("Content-Encoding", "br");
  EXPECT_EQ(serve(coded).head.status, 502);
  coded.response.fields.remove("Content-Encoding");
  coded.body = kPage;
  EXPECT_EQ(serve(coded).body, kPage);
}

TEST(PassagePacks, head_and_get_agree_but_for_the_length) {
  Exchange get = exchange_under(kFlagshipRule, kPage);
  const Served got = serve(get);
  get.request.method = "HEAD";
  get.body.clear();
  const Served head = serve(get);
  EXPECT_EQ(head.head.status, got.head.status);
  for (const FieldLine& line : got.head.fields) {
    if (line.name == "Content-Length") continue;
    EXPECT_EQ(head.field(line.name), line.value);
  }
  EXPECT_FALSE(head.head.fields.contains("Content-Length"));
}

/// Pages in which a browser shows nothing that is put in.
const std::string kSwallowing[] = {
    "<!doctype html><html><head><title>t</title></head><frameset cols=\"*\"><frame "
    "src=\"a\"></frameset></html>",
};

TEST(PassagePacks, a_page_that_would_swallow_the_notice_is_refused) {
  for (const std::string& page : kSwallowing) {
    const Served served = serve(exchange_under(kFlagshipRule, page));
    EXPECT_EQ(served.head.status, 503) << page;
    EXPECT_EQ(served.record.failure, "notice_not_placed") << page;
    EXPECT_EQ(served.record.rules.at(0).notice, "failed") << page;
  }
}

TEST(PassagePacks, a_page_that_would_swallow_the_notice_is_served_where_the_rule_says_so) {
  for (const std::string& page : kSwallowing) {
    const Served served = serve(exchange_under(kFlagshipRule + "on_failure = \"serve\"\n", page));
    EXPECT_EQ(served.body, page);
    EXPECT_EQ(served.state, State::complete);
    EXPECT_EQ(served.record.failure, "notice_not_placed");
  }
}

/// Real pages of news sites, the shorter ones.
std::vector<std::string> real_pages() {
  std::vector<std::string> pages;
  const auto folder = tests::corpus_folder("pages/readability");
  if (!folder) return pages;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
    const bool is_page = entry.is_regular_file() && entry.path().extension() == ".html";
    if (is_page && entry.file_size() < 100'000) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  constexpr std::size_t kEnough = 30;
  files.resize(std::min(files.size(), kEnough));
  for (const auto& file : files) pages.push_back(tests::read_file(file));
  return pages;
}

TEST(PassagePacks, real_pages_are_warned_once_whatever_their_coding_and_chunks) {
  const auto pages = real_pages();
  if (pages.empty()) GTEST_SKIP() << tests::kCorpusMissing;
  for (const std::string& page : pages) {
    const Served plain = serve(exchange_under(kFlagshipRule, page));
    EXPECT_EQ(count(plain.body, kMark), 1U);
    Exchange coded = exchange_under(kFlagshipRule, gzipped(page));
    coded.request.fields.set("Accept-Encoding", "gzip");
    coded.response.fields.set("Content-Encoding", "gzip");
    coded.chunk = 1461;
    EXPECT_TRUE(gunzipped(serve(coded).body) == plain.body);
    EXPECT_TRUE(serve(exchange_under(kFlagshipRule, plain.body)).body == plain.body);
  }
}

TEST(PassagePacks, real_pages_that_no_rule_means_leave_as_they_came) {
  const auto pages = real_pages();
  if (pages.empty()) GTEST_SKIP() << tests::kCorpusMissing;
  const std::string elsewhere =
      "[[rules]]\nid = \"x\"\nwhen.region = \"DE\"\ninsert = { notice = \"warning\", at = [\"start of "
      "body\"] }\n";
  for (const std::string& page : pages) {
    const Exchange uncovered = exchange_under(elsewhere, gzipped(page));
    EXPECT_TRUE(serve(uncovered).body == uncovered.body);
  }
}

const std::string kMentionRule = R"toml(
[[rules]]
id = "mentions"
when.page_mentions = ["Медуз*", "re:Free Russia( Foundation)?"]
insert = { notice = "warning", at = ["start of article"] }
)toml";

const std::string kMentionMark = "data-caveat=\"flagship/mentions\"";

std::string page_saying(const std::string& words) {
  return "<!doctype html><html lang=\"en\"><title>Медуза</title><body><article>" + words +
         "</article></body></html>";
}

TEST(PassagePacks, a_rule_on_mentions_applies_where_the_page_has_one_anywhere) {
  for (const std::size_t chunk : {1UL, 100UL, 100'000UL}) {
    Exchange mentioning = exchange_under(kMentionRule, page_saying("<p>о <b>Меду</b>зе"));
    mentioning.chunk = chunk;
    EXPECT_EQ(count(serve(mentioning).body, kMentionMark), 1U) << chunk;
    Exchange other = exchange_under(kMentionRule, page_saying("<p>Free<p>Russia"));
    other.chunk = chunk;
    EXPECT_EQ(serve(other).body, other.body) << chunk;
  }
}

TEST(PassagePacks, mentions_are_found_in_the_charset_of_the_page) {
  Exchange legacy = exchange_under(kMentionRule, "<html lang=ru><article>\xCC\xE5\xE4\xF3\xE7\xE0");
  legacy.response.fields.set("Content-Type", "text/html; charset=windows-1251");
  EXPECT_EQ(count(serve(legacy).body, kMentionMark), 1U) << serve(legacy).body;
}

const std::string kTextRule = R"toml(
[[rules]]
id = "names"
insert = { notice = "warning", at = ["start of article"] }
label = { mentions = ["Медуз*"], with = "(признана нежелательной)" }
withhold = { mentions = ["Иван Петров"], elements = [".address"], with = "[…]" }
)toml";

TEST(PassagePacks, mentions_are_found_and_labelled_in_utf16) {
  const auto utf16 = [](std::u16string_view text) {
    std::string bytes = "\xFF\xFE";
    for (const char16_t unit : text) {
      bytes.push_back(static_cast<char>(unit & 0xFF));
      bytes.push_back(static_cast<char>(unit >> 8));
    }
    return bytes;
  };
  Exchange wide = exchange_under(kMentionRule, utf16(u"<html lang=en><article>о Меду<b>зе</b>"));
  EXPECT_EQ(count(serve(wide).body, utf16(u"flagship/mentions").substr(2)), 1U);
  wide.rules = compiled(kPackHead + kTextRule);
  EXPECT_EQ(count(serve(wide).body, utf16(u"зе<span data-caveat=\"flagship/names:label\"").substr(2)), 1U);
}

TEST(PassagePacks, a_page_that_nobody_waits_for_counts_as_mentioning) {
  Exchange endless = exchange_under(kMentionRule, page_saying("<p>" + std::string(400'000, 'x')));
  EXPECT_EQ(count(serve(endless).body, kMentionMark), 1U);
  Exchange excepted = exchange_under(R"toml(
[[rules]]
id = "mentions"
unless.page_mentions = "Медуза"
insert = { notice = "warning", at = ["start of article"] }
)toml",
                                     endless.body);
  EXPECT_EQ(count(serve(excepted).body, kMentionMark), 1U);
}

TEST(PassagePacks, head_of_a_page_that_may_mention_agrees_with_its_get) {
  Exchange get = exchange_under(kMentionRule, page_saying("<p>Медуза"));
  get.response.fields.set("ETag", "\"1\"");
  const Served got = serve(get);
  get.request.method = "HEAD";
  get.body.clear();
  EXPECT_EQ(serve(get).field("ETag"), got.field("ETag"));
}

TEST(PassagePacks, names_are_labelled_and_withheld_once_and_for_all) {
  const std::string page = page_saying("<p>«Медуза» и <i>Иван</i>&nbsp;Петров<p class=address>Улица");
  const Served served = serve(exchange_under(kTextRule, page));
  EXPECT_EQ(count(served.body, "Медуза<span data-caveat=\"flagship/names:label\""), 1U) << served.body;
  EXPECT_EQ(count(served.body, "flagship/names:withheld"), 2U) << served.body;
  EXPECT_EQ(count(served.body, "Иван") + count(served.body, "Улица"), 0U) << served.body;
  ASSERT_EQ(served.record.rules.size(), 1U);
  EXPECT_EQ(served.record.rules[0].labelled, 1U);
  EXPECT_EQ(served.record.rules[0].withheld, 1U);
  EXPECT_EQ(served.record.rules[0].removed, 1U);
  EXPECT_EQ(serve(exchange_under(kTextRule, served.body)).body, served.body);
}

TEST(PassagePacks, a_page_too_large_to_be_searched_is_not_served) {
  Exchange large = exchange_under(kTextRule, page_saying(std::string(1'000'000, 'x')));
  large.limits.page_bytes = 100'000;
  EXPECT_EQ(serve(large).head.status, 502);
}

const std::string kDisablingRules = R"(
[[rules]]
id = "keep-inert"
when.region = "risky"
disable = { widgets = ["share"], elements = [".comments"], reason = "warning" }
[[rules]]
id = "click-through"
replace = { elements = ["iframe"], with = "warning" }
)";

TEST(PassagePacks, what_is_disabled_or_replaced_says_why_once_however_often_it_is_served) {
  const std::string page =
      "<!doctype html><html lang=ru><body><p>a<iframe src=/e></iframe>b</p><div class=comments><form "
      "action=/c>"
      "<input></form></div><div class=\"share-buttons\"><a href=\"https://www.facebook.com/sharer/"
      "sharer.php?u=x\">Share</a></div></body></html>";
  Exchange first = exchange_under(kDisablingRules, page);
  const Served once = serve(first);
  EXPECT_EQ(count(once.body, "flagship/keep-inert:disabled"), 1U) << once.body;
  EXPECT_EQ(count(once.body, "flagship/click-through:replaced"), 1U);
  EXPECT_EQ(count(once.body, "action=") + count(once.body, "sharer") + count(once.body, "src="), 0U);
  EXPECT_GE(once.record.rules.at(0).disabled, 2U);
  first.body = once.body;
  EXPECT_EQ(serve(first).body, once.body);
}

const std::string kElementRule = R"(
[[rules]]
id = "protect"
when.page_has = "footer form.comment"
insert = { notice = "warning", at = ["start of body"] }
)";

struct ElementCase {
  const char* what;
  const char* body;
  std::size_t marks;
};

TEST(PassagePacks, a_rule_on_an_element_applies_where_the_page_has_one_anywhere) {
  const ElementCase cases[] = {
      {"at the very end", "<p>a</p><footer><form class=comment></form></footer>", 1},
      {"nowhere", "<p>a</p><form class=comment></form><footer></footer>", 0},
      {"in a comment", "<p>a</p><footer><!--<form class=comment>--></footer>", 0},
      {"in what Caveat put in", "<footer><div data-caveat=x><form class=comment></form></div></footer>", 0},
  };
  for (const ElementCase& one : cases) {
    for (const std::size_t chunk : {1U, 1000U}) {
      Exchange exchange = exchange_under(kElementRule, "<html lang=en><body>" + std::string(one.body));
      exchange.chunk = chunk;
      EXPECT_EQ(count(serve(exchange).body, kMark), one.marks) << one.what << " " << chunk;
    }
  }
}

TEST(PassagePacks, a_page_that_nobody_waits_for_counts_as_having_the_element) {
  Exchange exchange =
      exchange_under(kElementRule, "<html lang=en><body>" + std::string(5000, 'x') + "</body>");
  exchange.chunk = 100;
  exchange.limits.hold_bytes = 1000;
  EXPECT_EQ(count(serve(exchange).body, kMark), 1U);
}

const std::string kResponseRules = R"(
[[rules]]
id = "protect"
when.status = "4xx"
when.content_type = "text/html"
insert = { notice = "warning", at = ["start of body"] }
[[rules]]
id = "gone"
when.status = 410
when_unknown = "skip"
block = { notice = "warning" }
)";

TEST(PassagePacks, rules_on_the_response_are_decided_by_its_head) {
  struct {
    int status;
    int served;
    std::size_t marks;
  } const cases[] = {{200, 200, 0}, {404, 404, 1}, {410, 451, 0}};
  for (const auto& one : cases) {
    Exchange exchange = exchange_under(kResponseRules, kPage);
    exchange.response.status = one.status;
    const Served served = serve(exchange);
    EXPECT_EQ(served.head.status, one.served);
    EXPECT_EQ(count(served.body, kMark), one.marks) << one.status;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
