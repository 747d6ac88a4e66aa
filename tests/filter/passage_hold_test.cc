// How long a page waits: for its language, for the place of its notice, and no longer than the limits.
#include <gtest/gtest.h>

#include "coded_bytes.h"
#include "filter/passage.h"
#include "memory_exchange.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

using State = Passage::State;

/// Warns on Russian pages, blocks Persian ones, leaves others alone.
std::shared_ptr<const rules::RuleSet> rules_by_language() {
  return std::make_shared<RulesByFunction>([](const rules::Facts& facts) {
    if (!facts.content_type) return awaits(rules::Awaits::response_head);
    if (!facts.page) return awaits(rules::Awaits::page);
    if (facts.page->language == "ru") return warns();
    if (facts.page->language == "fa") return blocks();
    return passes_but_varies();
  });
}

std::string page_in(const std::string& language, const std::string& text = "text") {
  return "<!doctype html><html lang=\"" + language + "\"><body><article>" + text + "</article></body></html>";
}

Exchange exchange(std::string body) {
  Exchange result;
  result.rules = rules_by_language();
  result.body = std::move(body);
  return result;
}

TEST(PassageHold, decides_by_the_language_that_the_page_states) {
  for (const std::size_t chunk : {1UL, 10UL, 100'000UL}) {
    Exchange russian = exchange(page_in("ru"));
    russian.chunk = chunk;
    EXPECT_EQ(serve(russian).body, page_in("ru", kNotice + "text")) << chunk;
  }
}

TEST(PassageHold, a_late_block_answers_instead_of_the_page) {
  const Served served = serve(exchange(page_in("fa")));
  EXPECT_EQ(served.head.status, 451);
  EXPECT_EQ(served.body, "<!doctype html><p>withheld");
  EXPECT_EQ(served.record.ending, Ending::blocked);
}

TEST(PassageHold, a_late_pass_lets_the_coded_bytes_go_as_they_came) {
  for (const std::size_t chunk : {1UL, 10UL, 100'000UL}) {
    Exchange czech = exchange(gzipped(page_in("cs", varied_text(10'000))));
    czech.chunk = chunk;
    czech.response.fields.set("Content-Encoding", "gzip");
    czech.response.fields.set("ETag", "\"1\"");
    const Served served = serve(czech);
    EXPECT_EQ(served.body, czech.body) << chunk;
    EXPECT_EQ(served.field("Content-Encoding"), "gzip") << chunk;
    EXPECT_EQ(served.field("ETag"), "\"1\"") << chunk;
    EXPECT_EQ(served.field("Cache-Control"), "private") << chunk;
  }
}

TEST(PassageHold, takes_content_language_for_a_page_that_states_none) {
  Exchange exchange_by_field = exchange("<!doctype html><body><article>text</article></body>");
  exchange_by_field.response.fields.set("Content-Language", "RU");
  EXPECT_EQ(serve(exchange_by_field).body,
            "<!doctype html><body><article>" + kNotice + "text</article></body>");
}

TEST(PassageHold, a_body_that_is_no_page_is_not_waited_for) {
  Exchange feed = exchange("{}");
  feed.response.fields = {{"Content-Type", "application/json"}, {"Content-Language", "fa"}};
  EXPECT_EQ(serve(feed).head.status, 451);
}

TEST(PassageHold, the_head_waits_until_the_notice_stands) {
  MemoryReader reader;
  Passage passage(always(warns()), facts_of_a_reader(), {}, reader);
  RequestHead request{"GET", "/", {}};
  passage.request(request);
  passage.response({200, "", {{"Content-Type", "text/html; charset=utf-8"}}});
  passage.write("<!doctype html><html><head><title>t</title></head><body>");
  EXPECT_FALSE(reader.seen_head.has_value());
  passage.write("<article><p>x");
  EXPECT_TRUE(reader.seen_head.has_value());
}

TEST(PassageHold, after_hold_time_the_page_goes_on_and_the_notice_takes_the_next_place) {
  MemoryReader reader;
  Passage passage(always(warns()), facts_of_a_reader(), {}, reader);
  RequestHead request{"GET", "/", {}};
  passage.request(request);
  passage.response({200, "", {{"Content-Type", "text/html"}}});
  passage.write("<!doctype html><html><body><p>" + varied_text(100));
  passage.hold_time_passed();
  EXPECT_TRUE(reader.seen_head.has_value());
  passage.write("</p></body></html>");
  passage.finish();
  EXPECT_EQ(passage.state(), State::complete);
  EXPECT_NE(reader.seen_body.find(kNotice), std::string::npos);
  EXPECT_EQ(passage.record().rules.at(0).notice, "fallback");
}

TEST(PassageHold, hold_time_before_the_first_byte_does_not_guess_the_charset) {
  MemoryReader reader;
  Passage passage(always(warns()), facts_of_a_reader(), {}, reader);
  RequestHead request{"GET", "/", {}};
  passage.request(request);
  passage.response({200, "", {{"Content-Type", "text/html"}}});
  passage.hold_time_passed();
  passage.write(std::string("\xFF\xFE<\0p\0>\0", 8));
  passage.finish();
  std::string notice;
  for (const char c : kNotice) notice += {c, '\0'};
  EXPECT_NE(reader.seen_body.find(notice), std::string::npos);
}

/// A slow upstream that gives no type.
TEST(PassageHold, an_untyped_body_that_cannot_be_told_at_hold_time_is_a_page) {
  MemoryReader reader;
  Passage passage(always(warns()), facts_of_a_reader(), {}, reader);
  RequestHead request{"GET", "/", {}};
  passage.request(request);
  passage.response({200, "", {}});
  passage.write("\n\n\n\n\n\n\n<");
  passage.hold_time_passed();
  passage.write("title>t</title><article>x</article>");
  passage.finish();
  EXPECT_NE(reader.seen_body.find(kNotice), std::string::npos);
}

/// The page's language would have come behind a comment.
TEST(PassageHold, a_language_that_is_not_known_at_hold_time_is_unknown_whatever_the_head_says) {
  const auto rules = std::make_shared<RulesByFunction>([](const rules::Facts& facts) {
    if (!facts.content_type) return awaits(rules::Awaits::response_head);
    if (!facts.page) return awaits(rules::Awaits::page);
    return facts.page->language.empty() ? warns() : passes_but_varies();
  });
  MemoryReader reader;
  Passage passage(rules, facts_of_a_reader(), {}, reader);
  RequestHead request{"GET", "/", {}};
  passage.request(request);
  passage.response({200, "", {{"Content-Type", "text/html"}, {"Content-Language", "en"}}});
  passage.write("<!-- a comment that goes on");
  passage.hold_time_passed();
  passage.write("--><html lang=ru><article>x</article>");
  passage.finish();
  EXPECT_NE(reader.seen_body.find(kNotice), std::string::npos);
}

TEST(PassageHold, a_page_without_a_place_is_held_no_longer_than_its_limit) {
  MemoryReader reader;
  PassageLimits limits;
  limits.hold_bytes = 10'000;
  Passage passage(always(warns()), facts_of_a_reader(), limits, reader);
  RequestHead request{"GET", "/", {}};
  passage.request(request);
  passage.response({200, "", {{"Content-Type", "text/html"}}});
  std::size_t fed = 0;
  while (!reader.seen_head && fed < 100'000) {
    passage.write("<p>" + varied_text(997));
    fed += 1000;
  }
  EXPECT_LE(fed, 25'000U);
  passage.finish();
  EXPECT_NE(reader.seen_body.find(kNotice), std::string::npos);
}

TEST(PassageHold, a_coding_that_never_says_anything_is_not_kept_for_ever) {
  std::string coded = gzipped("").substr(0, 10);
  const std::string empty_stored_block("\0\0\0\xFF\xFF", 5);
  for (int i = 0; i < 200'000; ++i) coded += empty_stored_block;
  Exchange endless = exchange(coded);
  endless.chunk = 10'000;
  endless.response.fields.set("Content-Encoding", "gzip");
  const Served served = serve(endless);
  EXPECT_EQ(served.head.status, 502);
  EXPECT_EQ(served.record.failure, "page_too_large");
}

TEST(PassageHold, a_short_page_that_was_held_to_its_end_has_its_length) {
  Exchange held;
  held.rules = always(warns());
  held.body = "<p>x</p>";
  const Served served = serve(held);
  EXPECT_EQ(served.field("Content-Length"), std::to_string(served.body.size()));
  EXPECT_NE(served.body.find(kNotice), std::string::npos);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
