// SAFETY.md, row by row: what a reader gets when something is wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "coded_bytes.h"
#include "filter/passage.h"
#include "memory_exchange.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

using State = Passage::State;

const std::string kBefore = "<!doctype html><body><article>";
const std::string kPage = kBefore + varied_text(400'000) + "</article></body>";

std::string with_changed_byte(std::string bytes, std::size_t from_end) {
  char& byte = bytes[bytes.size() - from_end];
  byte = static_cast<char>(byte ^ 1);
  return bytes;
}

Exchange gzip_exchange(const rules::Decision& decision, std::string coded) {
  Exchange result;
  result.rules = always(decision);
  result.body = std::move(coded);
  result.chunk = 1000;
  result.request.fields.set("Accept-Encoding", "gzip");
  result.response.fields.set("Content-Encoding", "gzip");
  return result;
}

Exchange plain_exchange(const rules::Decision& decision, std::string body) {
  Exchange result;
  result.rules = always(decision);
  result.body = std::move(body);
  result.chunk = 1000;
  return result;
}

Exchange with_status(Exchange exchange, int status) {
  exchange.response.status = status;
  return exchange;
}

Exchange with_field(Exchange exchange, std::string_view name, std::string_view value) {
  exchange.response.fields.set(name, value);
  return exchange;
}

Exchange ending_early(Exchange exchange) {
  exchange.ends_early = true;
  return exchange;
}

const std::string kShortPage = "<!doctype html><body><article>x</article>";

struct FailureCase {
  std::string name;
  Exchange exchange;
  int status;
  State state;
  Ending ending;
  std::string failure;
};

std::vector<FailureCase> refusals() {
  constexpr State kState = State::complete;
  constexpr Ending kEnding = Ending::refused;
  return {
      {"a wrong checksum of a page that is held",
       gzip_exchange(warns(), with_changed_byte(gzipped("<p>"), 8)), 502, kState, kEnding,
       "upstream_coding_corrupt"},
      {"no gzip at all", gzip_exchange(warns(), kShortPage), 502, kState, kEnding, "upstream_coding_corrupt"},
      {"a coding that nobody asked for",
       with_field(plain_exchange(warns(), kShortPage), "Content-Encoding", "compress"), 502, kState, kEnding,
       "upstream_coding_unknown"},
      {"a page cut off before its article", ending_early(plain_exchange(warns(), "<body><p>")), 502, kState,
       kEnding, "upstream_truncated"},
      {"a gzip body that ends early", gzip_exchange(warns(), gzipped("<body><p>x").substr(0, 12)), 502,
       kState, kEnding, "upstream_truncated"},
      {"a part that nobody asked for", with_status(plain_exchange(warns(), kShortPage), 206), 502, kState,
       kEnding, "upstream_partial"},
      {"304 without a condition", with_status(plain_exchange(warns(), ""), 304), 502, kState, kEnding,
       "upstream_not_modified"},
      {"a charset that browsers refuse",
       with_field(plain_exchange(warns(), kShortPage), "Content-Type", "text/html; charset=iso-2022-kr"), 502,
       kState, kEnding, "charset_unsupported"},
      {"a rule that never makes up its mind",
       plain_exchange(awaits(rules::Awaits::response_head), kShortPage), 503, kState, kEnding, "undecided"},
      {"a rule on the language of such a page",
       with_field(plain_exchange(awaits(rules::Awaits::page), kShortPage), "Content-Type",
                  "text/html; charset=hz-gb-2312"),
       502, kState, kEnding, "charset_unsupported"},
      {"a page that says it is too long for a removal to see its end",
       [] {
         Exchange exchange = with_field(plain_exchange(removes_share(), kPage), "Content-Length", "400000");
         exchange.limits.page_bytes = 100'000;
         return exchange;
       }(),
       502, kState, kEnding, "page_too_large"},
  };
}

TEST(PassageFailure, before_the_head_is_out_the_reader_gets_a_plain_error) {
  for (const FailureCase& one : refusals()) {
    const Served served = serve(one.exchange);
    EXPECT_EQ(served.head.status, one.status) << one.name;
    EXPECT_EQ(served.state, one.state) << one.name;
    EXPECT_EQ(served.record.ending, one.ending) << one.name;
    EXPECT_EQ(served.record.failure, one.failure) << one.name;
    EXPECT_EQ(served.record.status, one.status) << one.name;
    EXPECT_EQ(served.field("Cache-Control"), "no-store") << one.name;
    EXPECT_EQ(served.field("Content-Length"), std::to_string(served.body.size())) << one.name;
  }
}

TEST(PassageFailure, an_error_answers_head_without_a_body) {
  Exchange head = with_field(plain_exchange(warns(), ""), "Content-Encoding", "compress");
  head.request.method = "HEAD";
  const Served served = serve(head);
  EXPECT_EQ(served.head.status, 502);
  EXPECT_EQ(served.body, "");
}

std::vector<FailureCase> aborts() {
  constexpr State kState = State::aborted;
  constexpr Ending kEnding = Ending::aborted;
  Exchange too_large = plain_exchange(removes_share(), kPage);
  too_large.limits.page_bytes = 100'000;
  return {
      {"a wrong checksum at the very end", gzip_exchange(warns(), with_changed_byte(gzipped(kPage), 8)), 200,
       kState, kEnding, "upstream_coding_corrupt"},
      {"bytes after the end of the member", gzip_exchange(warns(), gzipped(kPage) + "tail"), 200, kState,
       kEnding, "upstream_coding_corrupt"},
      {"a gzip body that ends early", gzip_exchange(warns(), gzipped(kPage).substr(0, 200'000)), 200, kState,
       kEnding, "upstream_truncated"},
      {"a body that ends early", ending_early(plain_exchange(warns(), kPage)), 200, kState, kEnding,
       "upstream_truncated"},
      {"an uncovered body that ends early", ending_early(plain_exchange(passes(), kPage)), 200, kState,
       kEnding, "upstream_truncated"},
      {"a decompression bomb", gzip_exchange(warns(), gzipped(kBefore + std::string(50'000'000, 'a'))), 200,
       kState, kEnding, "decompression_bomb"},
      {"a page that turns out too long for a removal", too_large, 200, kState, kEnding, "page_too_large"},
  };
}

TEST(PassageFailure, after_the_head_is_out_the_body_never_ends_cleanly) {
  for (const FailureCase& one : aborts()) {
    const Served served = serve(one.exchange);
    EXPECT_EQ(served.head.status, one.status) << one.name;
    EXPECT_EQ(served.state, one.state) << one.name;
    EXPECT_EQ(served.record.ending, one.ending) << one.name;
    EXPECT_EQ(served.record.failure, one.failure) << one.name;
  }
}

TEST(PassageFailure, no_chunk_size_lets_a_wrong_checksum_end_cleanly) {
  const std::string coded = with_changed_byte(gzipped(kPage), 8);
  for (const std::size_t chunk : {999UL, 8192UL, 10'000'000UL}) {
    Exchange exchange = gzip_exchange(warns(), coded);
    exchange.chunk = chunk;
    const Served served = serve(exchange);
    const bool refused = served.state == State::complete && served.head.status == 502;
    EXPECT_TRUE(refused || served.state == State::aborted) << chunk;
  }
}

/// Nothing declares it, so that a browser may yet take it for ISO-2022-JP, where the same bytes can be text.
TEST(PassageFailure, a_page_of_a_guessed_charset_with_escape_sequences_never_ends_cleanly) {
  for (const std::size_t chunk : {1UL, 1000UL, 1'000'000UL}) {
    Exchange exchange =
        plain_exchange(warns(), kBefore + std::string(5'000, 'x') + "\x1B$B$3$l\x1B(B</article>");
    exchange.chunk = chunk;
    const Served served = serve(exchange);
    EXPECT_TRUE(served.head.status == 502 || served.state == State::aborted) << chunk;
    EXPECT_EQ(served.record.failure, "charset_unsupported") << chunk;
    exchange.response.fields.set("Content-Type", "text/html; charset=utf-8");
    EXPECT_EQ(serve(exchange).state, State::complete) << chunk;
  }
}

TEST(PassageFailure, a_long_page_goes_on_unedited_once_its_notice_stands) {
  Exchange exchange = plain_exchange(warns(), kPage);
  exchange.limits.page_bytes = 100'000;
  const Served served = serve(exchange);
  EXPECT_EQ(served.state, State::complete);
  EXPECT_TRUE(served.body == kBefore + kNotice + kPage.substr(kBefore.size()));
  EXPECT_EQ(served.record.failure, "");
}

TEST(PassageFailure, a_rule_may_prefer_the_page_as_it_is) {
  Exchange exchange = with_field(plain_exchange(warns_or_serves(), kShortPage), "Content-Type",
                                 "text/html; charset=iso-2022-cn");
  const Served served = serve(exchange);
  EXPECT_EQ(served.head.status, 200);
  EXPECT_EQ(served.body, kShortPage);
  EXPECT_EQ(served.state, State::complete);
  EXPECT_EQ(served.record.failure, "charset_unsupported");
  ASSERT_EQ(served.record.rules.size(), 1U);
  EXPECT_EQ(served.record.rules[0].notice, "failed");
}

TEST(PassageFailure, a_corrupt_page_that_may_be_served_leaves_as_it_came) {
  const Exchange exchange = gzip_exchange(warns_or_serves(), with_changed_byte(gzipped("<p>"), 8));
  const Served served = serve(exchange);
  EXPECT_EQ(served.body, exchange.body);
  EXPECT_EQ(served.field("Content-Encoding"), "gzip");
  EXPECT_EQ(served.state, State::complete);
}

TEST(PassageFailure, no_answer_of_the_upstream_is_a_small_answer_of_ours) {
  MemoryReader reader;
  Passage passage(always(passes()), facts_of_a_reader(), {}, reader);
  RequestHead request{"GET", "/", {}};
  passage.request(request);
  passage.upstream_failed(504, "upstream_timeout");
  ASSERT_TRUE(reader.seen_head.has_value());
  EXPECT_EQ(reader.seen_head->status, 504);
  EXPECT_EQ(reader.seen_head->fields.first("Cache-Control"), "no-store");
  EXPECT_EQ(passage.state(), State::complete);
  EXPECT_EQ(passage.record().failure, "upstream_timeout");
  EXPECT_EQ(passage.record().ending, Ending::refused);
}

TEST(PassageFailure, an_upstream_that_fails_after_the_head_aborts_the_response) {
  MemoryReader reader;
  Passage passage(always(passes()), facts_of_a_reader(), {}, reader);
  RequestHead request{"GET", "/", {}};
  passage.request(request);
  passage.response({200, "", {}});
  passage.upstream_failed(502, "upstream_reset");
  EXPECT_EQ(passage.state(), State::aborted);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
