// A response as a whole: what passes, what is edited, what is answered instead.
#include "filter/passage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "coded_bytes.h"
#include "memory_exchange.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

using State = Passage::State;
using testing::HasSubstr;

const std::string kBefore = "<!doctype html><html lang=\"en\"><head><title>t</title></head><body><article>";
const std::string kAfter = "<p>text</p></article></body></html>\n";
const std::string kPage = kBefore + kAfter;
const std::string kPageWithNotice = kBefore + kNotice + kAfter;

Exchange exchange(const rules::Decision& decision, std::string body = kPage) {
  Exchange result;
  result.rules = always(decision);
  result.body = std::move(body);
  return result;
}

Exchange gzip_exchange(const rules::Decision& decision, const std::string& page = kPage) {
  Exchange result = exchange(decision, gzipped(page));
  result.request.fields.set("Accept-Encoding", "gzip, br");
  result.response.fields.set("Content-Encoding", "gzip");
  return result;
}

TEST(Passage, an_uncovered_response_leaves_byte_for_byte_as_it_came) {
  Exchange uncovered = gzip_exchange(passes());
  uncovered.request.fields.set("Range", "bytes=0-9");
  uncovered.response.fields.set("ETag", "\"1\"");
  const Served served = serve(uncovered);
  EXPECT_TRUE(served.untouched);
  EXPECT_EQ(served.to_upstream.fields.first("Range"), "bytes=0-9");
  EXPECT_EQ(served.to_upstream.fields.first("Accept-Encoding"), "gzip, br");
  EXPECT_EQ(served.body, uncovered.body);
  EXPECT_EQ(served.field("ETag"), "\"1\"");
  EXPECT_EQ(served.field("Cache-Control"), "");
  EXPECT_EQ(served.state, State::complete);
  EXPECT_FALSE(served.record.covered);
}

TEST(Passage, a_page_that_others_see_differently_is_kept_out_of_shared_caches) {
  Exchange uncovered = exchange(passes_but_varies());
  uncovered.response.fields.set("Cache-Control", "public, max-age=60");
  uncovered.response.fields.set("ETag", "\"1\"");
  const Served served = serve(uncovered);
  EXPECT_EQ(served.body, kPage);
  EXPECT_EQ(served.field("Cache-Control"), "private, max-age=60");
  EXPECT_EQ(served.field("ETag"), "\"1\"");
}

TEST(Passage, puts_the_notice_in_and_says_how_long_the_page_is) {
  const Served served = serve(exchange(warns()));
  EXPECT_EQ(served.body, kPageWithNotice);
  EXPECT_EQ(served.state, State::complete);
  ASSERT_EQ(served.record.rules.size(), 1U);
  EXPECT_EQ(served.record.rules[0].notice, "placed");
  EXPECT_EQ(served.record.rules[0].place, "start of article");
}

TEST(Passage, decodes_for_a_reader_who_takes_no_coding) {
  Exchange plain = gzip_exchange(warns());
  plain.request.fields.remove("Accept-Encoding");
  const Served served = serve(plain);
  EXPECT_EQ(served.body, kPageWithNotice);
  EXPECT_EQ(served.field("Content-Encoding"), "");
  EXPECT_EQ(served.to_upstream.fields.first("Accept-Encoding"), "identity");
}

TEST(Passage, gives_the_same_page_in_any_chunks) {
  for (const std::size_t chunk : {1UL, 2UL, 17UL, 4096UL}) {
    Exchange one = exchange(warns(), kBefore + varied_text(5000) + kAfter);
    one.chunk = chunk;
    EXPECT_TRUE(serve(one).body == kBefore + kNotice + varied_text(5000) + kAfter) << chunk;
  }
}

TEST(Passage, takes_the_upstreams_validators_off_an_edited_page) {
  Exchange covered = exchange(warns());
  for (const std::string_view name : {"ETag", "Last-Modified", "Accept-Ranges", "Content-MD5", "Digest",
                                      "Repr-Digest", "Content-Digest", "Age"}) {
    covered.response.fields.set(name, "x");
  }
  covered.response.fields.set("Content-Security-Policy", "default-src 'none'");
  covered.response.fields.set("Content-Type", "text/html; charset=utf-8");
  covered.chunk = 10;
  const Served served = serve(covered);
  std::vector<std::string> names;
  for (const FieldLine& line : served.head.fields) names.emplace_back(line.name);
  EXPECT_THAT(names,
              testing::UnorderedElementsAre("Content-Type", "Content-Security-Policy", "Cache-Control"));
  EXPECT_EQ(served.field("Cache-Control"), "private");
}

TEST(Passage, asks_for_the_whole_page_where_it_may_be_edited) {
  Exchange covered = exchange(awaits(rules::Awaits::response_head));
  covered.request.fields = {
      {"Range", "bytes=0-1"}, {"If-Range", "\"1\""}, {"If-None-Match", "\"1\""}, {"Cookie", "a"}};
  const Served served = serve(covered);
  EXPECT_EQ(served.to_upstream.fields.size(), 2U);
  EXPECT_EQ(served.to_upstream.fields.first("Cookie"), "a");
  EXPECT_EQ(served.to_upstream.fields.first("Accept-Encoding"), "identity");
}

TEST(Passage, header_rules_alone_need_no_byte_of_the_body) {
  Exchange covered = gzip_exchange(edits_head_only());
  covered.request.fields.set("If-None-Match", "\"1\"");
  const Served served = serve(covered);
  EXPECT_TRUE(served.untouched);
  EXPECT_TRUE(served.to_upstream.fields.contains("If-None-Match"));
  EXPECT_EQ(served.body, covered.body);
  EXPECT_EQ(served.field("Referrer-Policy"), "no-referrer");
  EXPECT_EQ(served.field("Cache-Control"), "private");
}

TEST(Passage, a_block_answers_without_the_upstream) {
  const Served served = serve(exchange(blocks()));
  EXPECT_EQ(served.head.status, 451);
  EXPECT_EQ(served.body, "<!doctype html><p>withheld");
  EXPECT_EQ(served.field("Link"), "<https://authority.example/order/1>; rel=\"blocked-by\"");
  EXPECT_EQ(served.field("Cache-Control"), "no-store");
  EXPECT_EQ(served.record.ending, Ending::blocked);
  EXPECT_EQ(served.record.failure, "");
}

TEST(Passage, a_block_is_a_block_to_head_too) {
  Exchange head = exchange(blocks());
  head.request.method = "HEAD";
  const Served served = serve(head);
  EXPECT_EQ(served.head.status, 451);
  EXPECT_EQ(served.field("Content-Length"), "26");
  EXPECT_EQ(served.body, "");
}

TEST(Passage, head_says_what_get_would_say_but_for_the_length) {
  Exchange head = exchange(warns(), "");
  head.request.method = "HEAD";
  head.response.fields.set("Content-Length", "1234");
  head.response.fields.set("ETag", "\"1\"");
  head.response.fields.set("X-Kept", "1");
  const Served served = serve(head);
  EXPECT_EQ(served.head.status, 200);
  EXPECT_FALSE(served.head.fields.contains("Content-Length"));
  EXPECT_FALSE(served.head.fields.contains("ETag"));
  EXPECT_EQ(served.field("X-Kept"), "1");
  EXPECT_EQ(served.state, State::complete);
}

TEST(Passage, html_is_a_page_whatever_the_status) {
  for (const int status : {201, 300, 301, 302, 303, 305, 307, 308, 399, 404, 451, 500, 503, 999}) {
    for (const char* location : {"/b", "", "javascript:x"}) {
      Exchange odd = exchange(warns());
      odd.response.status = status;
      odd.response.fields.append("Location", location);
      const Served served = serve(odd);
      EXPECT_EQ(served.head.status, status);
      EXPECT_EQ(served.body, kPageWithNotice) << status << " " << location;
    }
  }
}

TEST(Passage, a_redirect_without_html_gets_its_header_edits_only) {
  rules::Decision decision = warns();
  decision.head_edits.set.emplace_back("Referrer-Policy", "no-referrer");
  decision.non_html = rules::NonHtml::refuse;
  Exchange redirect = exchange(decision, "moved");
  redirect.response = {
      302, "Found", {{"Location", "/b"}, {"Content-Type", "text/plain"}, {"Content-Length", "5"}}};
  const Served served = serve(redirect);
  EXPECT_EQ(served.head.status, 302);
  EXPECT_EQ(served.body, "moved");
  EXPECT_EQ(served.field("Content-Length"), "5");
  EXPECT_EQ(served.field("Referrer-Policy"), "no-referrer");
  EXPECT_EQ(served.field("Cache-Control"), "private");
}

TEST(Passage, an_error_page_is_a_page) {
  Exchange missing = exchange(warns());
  missing.response.status = 404;
  const Served served = serve(missing);
  EXPECT_EQ(served.head.status, 404);
  EXPECT_EQ(served.body, kPageWithNotice);
}

TEST(Passage, a_page_without_a_type_is_one_if_it_looks_like_one) {
  Exchange untyped = exchange(warns());
  untyped.response.fields.remove("Content-Type");
  untyped.chunk = 3;
  EXPECT_EQ(serve(untyped).body, kPageWithNotice);
}

TEST(Passage, an_untyped_body_under_nosniff_is_no_page) {
  Exchange untyped = exchange(warns());
  untyped.response.fields = {{"X-Content-Type-Options", "nosniff"}};
  EXPECT_EQ(serve(untyped).body, kPage);
}

TEST(Passage, what_is_no_page_is_served_or_refused_as_the_rule_says) {
  rules::Decision decision = warns();
  Exchange feed = exchange(decision, "{}");
  feed.response.fields.set("Content-Type", "application/json");
  EXPECT_EQ(serve(feed).body, "{}");

  decision.non_html = rules::NonHtml::refuse;
  feed.rules = always(decision);
  const Served refused = serve(feed);
  EXPECT_EQ(refused.head.status, 503);
  EXPECT_EQ(refused.record.failure, "non_html_refused");
}

/// No browser shows it as a page either; but who looks for missing notices has to find it.
TEST(Passage, a_page_whose_type_was_garbled_on_its_way_is_what_non_html_says_and_the_record_tells) {
  rules::Decision decision = warns();
  for (const char* type : {"uext/html", "text/hdml", "text/h|ml", "tmxt/html; charset=utf-8"}) {
    Exchange garbled = exchange(decision);
    garbled.response.fields.set("Content-Type", type);
    const Served served = serve(garbled);
    EXPECT_EQ(served.head.status, 200) << type;
    EXPECT_EQ(served.body, kPage) << type;
    EXPECT_TRUE(served.record.covered) << type;
    EXPECT_EQ(served.record.rules.at(0).notice, "not_html") << type;
  }
  decision.non_html = rules::NonHtml::refuse;
  Exchange garbled = exchange(decision);
  garbled.response.fields.set("Content-Type", "uext/html");
  const Served refused = serve(garbled);
  EXPECT_EQ(refused.head.status, 503);
  EXPECT_EQ(refused.record.failure, "non_html_refused");
  EXPECT_EQ(refused.record.rules.at(0).notice, "failed");
}

TEST(Passage, a_redirect_or_a_head_has_no_notice_to_miss) {
  Exchange redirect = exchange(warns(), "moved");
  redirect.response = {302, "Found", {{"Location", "/b"}, {"Content-Type", "text/plain"}}};
  EXPECT_EQ(serve(redirect).record.rules.at(0).notice, "");
  Exchange head = exchange(warns(), "");
  head.request.method = "HEAD";
  head.response.fields.set("Content-Type", "application/pdf");
  EXPECT_EQ(serve(head).record.rules.at(0).notice, "");
}

/// The rules of XML differ: there `<title/>` swallows nothing (docs/decisions/012-xml-pages.md).
TEST(Passage, an_xhtml_page_is_what_on_failure_says_and_refused_where_no_html_is) {
  const std::string page =
      "<html xmlns='http://www.w3.org/1999/xhtml'><title/><body><article/></body></html>";
  Exchange xhtml = exchange(warns(), page);
  xhtml.response.fields.set("Content-Type", "application/xhtml+xml");
  EXPECT_EQ(serve(xhtml).head.status, 503);
  EXPECT_EQ(serve(xhtml).record.failure, "xhtml_unsupported");
  xhtml.request.method = "HEAD";
  EXPECT_EQ(serve(xhtml).head.status, 503);
  xhtml.request.method = "GET";

  rules::Decision mild = warns_or_serves();
  xhtml.rules = always(mild);
  EXPECT_EQ(serve(xhtml).body, page);
  EXPECT_EQ(serve(xhtml).record.failure, "xhtml_unsupported");
  mild.non_html = rules::NonHtml::refuse;
  xhtml.rules = always(mild);
  EXPECT_EQ(serve(xhtml).record.failure, "non_html_refused");
}

TEST(Passage, an_untyped_xhtml_page_is_one_too) {
  Exchange untyped = exchange(warns(), "<?xml version='1.0'?><!DOCTYPE html><html><body/></html>");
  untyped.response.fields = {};
  EXPECT_EQ(serve(untyped).record.failure, "xhtml_unsupported");
}

TEST(Passage, an_untyped_body_that_is_named_as_a_page_is_one) {
  Exchange untyped = exchange(warns(), "words <b>words</b>");
  untyped.response.fields = {};
  EXPECT_EQ(serve(untyped).body, untyped.body);
  untyped.path = "/a/1.html";
  EXPECT_EQ(serve(untyped).body, untyped.body + kNotice);
}

TEST(Passage, bytes_go_on_while_the_page_still_comes) {
  MemoryReader reader;
  Passage passage(always(warns()), facts_of_a_reader(), {}, reader);
  RequestHead request{"GET", "/", {{"Accept-Encoding", "gzip"}}};
  passage.request(request);
  passage.response({200, "", {{"Content-Type", "text/html; charset=utf-8"}, {"Content-Encoding", "gzip"}}});
  const std::string coded = gzipped(kBefore + varied_text(100'000));
  passage.write(coded.substr(0, 40'000));
  ASSERT_TRUE(reader.seen_head.has_value());
  EXPECT_GT(reader.seen_body.size(), 30'000U);
  EXPECT_FALSE(reader.seen_head->fields.contains("Content-Length"));
}

TEST(Passage, the_record_holds_nothing_of_the_reader) {
  const Record record = serve(exchange(warns())).record;
  EXPECT_EQ(record.site, "www.newsroom.example");
  EXPECT_EQ(record.path, "/a/1");
  EXPECT_EQ(record.region, "UA-40");
  EXPECT_EQ(record.rules_digest, "0123abcd");
  EXPECT_EQ(record.status, 200);
  EXPECT_TRUE(record.covered);
  EXPECT_EQ(record.minute.time_since_epoch().count(), 1'772'366'459 / 60);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
