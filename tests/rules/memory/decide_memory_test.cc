// A decision that was made before, or that lets a page pass, takes no memory.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <functional>
#include <new>
#include <random>

#include "bench/rule_sets.h"

namespace {

std::size_t allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  void* const block = std::malloc(size);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

void operator delete(void* pointer) noexcept {
  std::free(pointer);
}

void operator delete(void* pointer, std::size_t) noexcept {
  std::free(pointer);
}

namespace caveat::rules {
namespace {

constexpr std::size_t kRules = 1000;

std::shared_ptr<const RuleSet> rules_of_a_fleet() {
  return RuleSet::compile(bench::rule_files(kRules), std::chrono::sys_days(std::chrono::year(2026) / 11 / 1))
      .rules;
}

TEST(DecideMemory, AFreshAddressTakesNoneOnceItsLikeHasBeenDecided) {
  const auto rules = rules_of_a_fleet();
  ASSERT_NE(rules, nullptr);
  std::mt19937 random(3);
  std::size_t edits = 0;
  for (const bench::RequestShape& shape : bench::request_shapes(500, kRules)) {
    rules->decide(bench::fresh_request(shape, random));
    const Facts facts = bench::fresh_request(shape, random);
    const std::size_t before = allocations;
    const Decision decision = rules->decide(facts);
    EXPECT_EQ(allocations, before) << facts.site << facts.path;
    edits += decision.verdict == Decision::Verdict::edit ? 1 : 0;
  }
  EXPECT_GT(edits, 50U);
  EXPECT_LT(edits, 450U);
}

TEST(DecideMemory, WaitingForThePageTakesNone) {
  const auto rules = rules_of_a_fleet();
  ASSERT_NE(rules, nullptr);
  std::mt19937 random(4);
  std::size_t undecided = 0;
  for (const bench::RequestShape& shape : bench::request_shapes(500, kRules)) {
    rules->decide(bench::fresh_request(shape, random));
    Facts facts = bench::fresh_request(shape, random);
    facts.page.reset();
    facts.content_type.reset();
    facts.status.reset();
    const std::size_t before = allocations;
    const Decision decision = rules->decide(facts);
    EXPECT_EQ(allocations, before) << facts.site << facts.path;
    undecided += decision.verdict == Decision::Verdict::undecided ? 1 : 0;
  }
  EXPECT_GT(undecided, 50U);
}

TEST(DecideMemory, CopyingADecisionTakesNone) {
  const auto rules = rules_of_a_fleet();
  ASSERT_NE(rules, nullptr);
  std::mt19937 random(5);
  for (const bench::RequestShape& shape : bench::request_shapes(100, kRules)) {
    const Decision decision = rules->decide(bench::fresh_request(shape, random));
    const std::size_t before = allocations;
    const Decision copy = decision;
    EXPECT_EQ(allocations, before) << copy.reasons.size();
  }
}

}  // namespace
}  // namespace caveat::rules
