#include "filter/edit_memory.h"

#include <gtest/gtest.h>

#include <random>

#include "coded_bytes.h"
#include "memory_exchange.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

constexpr std::size_t kEnough = 64 * 1024 * 1024;

std::string page(std::size_t paragraphs = 200) {
  std::string text = "<!doctype html><html lang=en><body><div class=share>x</div><article>";
  for (std::size_t i = 0; i < paragraphs; ++i)
    text += "<p>Paragraph <a class=share>" + std::to_string(i * 7919) + "</a>.";
  return text + "</article></body></html>";
}

Exchange exchange_of(const std::string& body, EditMemory* memory) {
  static const auto rules = always(warns());  // each decision has a program of its own
  Exchange exchange;
  exchange.rules = rules;
  exchange.body = body;
  exchange.memory = memory;
  exchange.chunk = 700;
  return exchange;
}

/// So that the page is worth its room, and there.
void ask_twice(const Exchange& exchange) {
  serve(exchange);
  serve(exchange);
}

void expect_the_same(const Served& with, const Served& without) {
  EXPECT_EQ(with.body, without.body);
  EXPECT_EQ(with.state, without.state);
  EXPECT_EQ(with.head.status, without.head.status);
  // Whether a length can be told depends on what had left by then, as without a memory.
  const std::string length = with.field("Content-Length");
  EXPECT_TRUE(length.empty() || length == std::to_string(with.body.size())) << length;
  EXPECT_EQ(with.record.failure, without.record.failure);
  EXPECT_EQ(with.record.ending, without.record.ending);
}

TEST(EditMemory, APageIsPlayedBackFromTheThirdTimeOn) {
  EditMemory memory(kEnough);
  const Exchange exchange = exchange_of(page(), &memory);
  const Served first = serve(exchange);
  serve(exchange);
  EXPECT_EQ(memory.hits(), 0U);
  const Served third = serve(exchange);
  EXPECT_EQ(memory.hits(), 1U);
  expect_the_same(third, first);
  EXPECT_NE(third.body.find(kNotice), std::string::npos);
}

TEST(EditMemory, ADifferenceAnywhereIsEditedAsIfNothingHadBeenRemembered) {
  std::mt19937 random(1);
  const std::string original = page();
  for (int round = 0; round < 200; ++round) {
    EditMemory memory(kEnough);
    ask_twice(exchange_of(original, &memory));
    std::string changed = original;
    const std::size_t at = random() % changed.size();
    switch (random() % 3) {
      case 0:
        changed[at] = static_cast<char>('a' + random() % 26);
        break;
      case 1:
        changed.insert(at, "<div class=share><b>");
        break;
      default:
        changed.resize(at);
    }
    Exchange exchange = exchange_of(changed, &memory);
    exchange.chunk = 1 + random() % 3000;
    const Served with = serve(exchange);
    EXPECT_EQ(memory.misses() + memory.hits(), 3U) << "what was remembered has to be looked at";
    exchange.memory = nullptr;
    expect_the_same(with, serve(exchange));
  }
}

TEST(EditMemory, ADifferenceInACodedPageCanStillBeDecodedWhole) {
  std::mt19937 random(2);
  const std::string original = page(2000);
  for (const char* coding : {"gzip", "br", "zstd"}) {
    for (int round = 0; round < 20; ++round) {
      EditMemory memory(kEnough);
      Exchange exchange = exchange_of(gzipped(original), &memory);
      exchange.request.fields = {{"Accept-Encoding", coding}};
      exchange.response.fields.append("Content-Encoding", "gzip");
      ask_twice(exchange);
      std::string changed = original;
      changed[random() % changed.size()] = '#';
      exchange.body = gzipped(changed);
      exchange.chunk = 1 + random() % 900;
      const Served with = serve(exchange);
      exchange.memory = nullptr;
      const Served without = serve(exchange);
      const auto output = content_coding_of(with.field("Content-Encoding"));
      ASSERT_TRUE(output) << coding;
      EXPECT_EQ(as_read(*output, with.body), as_read(*output, without.body)) << coding;
    }
  }
}

TEST(EditMemory, APageThatEndsEarlyIsNotWhole) {
  EditMemory memory(kEnough);
  Exchange exchange = exchange_of(page(), &memory);
  ask_twice(exchange);
  exchange.body.resize(exchange.body.size() - 10);
  exchange.ends_early = true;
  EXPECT_EQ(serve(exchange).state, Passage::State::aborted);
}

TEST(EditMemory, AnotherPlanIsAnotherPage) {
  EditMemory memory(kEnough);
  Exchange exchange = exchange_of(page(), &memory);
  ask_twice(exchange);
  exchange.rules = always(removes_share());
  EXPECT_EQ(serve(exchange).body.find(kNotice), std::string::npos);
}

TEST(EditMemory, WhatFailedIsNotRemembered) {
  EditMemory memory(kEnough);
  const Exchange exchange = exchange_of("<!doctype html><frameset>", &memory);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(serve(exchange).head.status, 503);
  EXPECT_EQ(memory.hits(), 0U);
}

TEST(EditMemory, ARecordOfAPageThatIsPlayedBackSaysWhatWasDone) {
  EditMemory memory(kEnough);
  Exchange exchange = exchange_of(page(), &memory);
  exchange.rules = always(removes_share());
  const Served first = serve(exchange);
  serve(exchange);
  const Served third = serve(exchange);
  ASSERT_EQ(memory.hits(), 1U);
  ASSERT_EQ(third.record.rules.size(), first.record.rules.size());
  for (std::size_t i = 0; i < first.record.rules.size(); ++i)
    EXPECT_EQ(third.record.rules[i].removed, first.record.rules[i].removed);
}

TEST(EditMemory, APageThatIsAlwaysAnotherIsLeftAlone) {
  EditMemory memory(kEnough);
  for (int i = 0; i < 10; ++i) serve(exchange_of(page() + std::to_string(i), &memory));
  EXPECT_LT(memory.bytes(), 10'000U);
}

TEST(EditMemory, APageThatChangedIsRememberedAnew) {
  EditMemory memory(kEnough);
  ask_twice(exchange_of(page(), &memory));
  const Exchange changed = exchange_of(page(300), &memory);
  for (int i = 0; i < 3; ++i) serve(changed);
  EXPECT_EQ(memory.hits(), 1U);
}

TEST(EditMemory, StaysWithinItsBound) {
  EditMemory memory(1'000'000);
  for (int i = 0; i < 400; ++i) {
    Exchange exchange = exchange_of(page(), &memory);
    exchange.request.target = "/a/" + std::to_string(i);
    ask_twice(exchange);
  }
  EXPECT_LE(memory.bytes(), 1'000'000U);
  EXPECT_GT(memory.bytes(), 500'000U);
}

TEST(EditMemory, WhatIsRememberedTakesNoMoreThanItCounts) {
  EditMemory memory(kEnough);
  EditTerms terms;
  terms.program = warns().program;
  RememberedEdit edit;
  edit.original.reserve(400'000);
  edit.made.reserve(400'000);
  edit.pieces.reserve(10'000);
  edit.steps.reserve(10'000);
  edit.original = edit.made = std::string(100'000, 'x');
  edit.pieces.resize(10);
  edit.steps.resize(10);
  memory.remember(terms, std::move(edit));
  const auto kept = memory.find(terms).edit;
  ASSERT_NE(kept, nullptr);
  const std::size_t room = kept->original.capacity() + kept->made.capacity() +
                           kept->pieces.capacity() * sizeof(RememberedEdit::Piece) +
                           kept->steps.capacity() * sizeof(RememberedEdit::Step);
  EXPECT_LE(room, kept->bytes());
}

TEST(EditMemory, APageIsKeptForRememberingOnceAtATime) {
  EditMemory memory(kEnough);
  const Exchange exchange = exchange_of(page(), &memory);
  serve(exchange);
  EditTerms terms;
  terms.program = warns().program;
  terms.url = "another";
  memory.find(terms);
  EXPECT_TRUE(memory.find(terms).worth_remembering);
  memory.recording_began(terms);
  EXPECT_FALSE(memory.find(terms).worth_remembering);
  memory.recording_ended(terms);
  EXPECT_TRUE(memory.find(terms).worth_remembering);
}

TEST(EditMemory, OfNothingRemembersNothing) {
  EditMemory memory(0);
  const Exchange exchange = exchange_of(page(), &memory);
  for (int i = 0; i < 4; ++i) serve(exchange);
  EXPECT_EQ(memory.hits(), 0U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
