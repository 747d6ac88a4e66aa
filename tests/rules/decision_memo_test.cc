#include "rules/decision_memo.h"

#include <gtest/gtest.h>

namespace caveat::rules {
namespace {

TEST(DecisionMemo, MakesADecisionOnce) {
  DecisionMemo memo(4);
  int made = 0;
  const auto make = [&made] {
    ++made;
    return Decision{};
  };
  EXPECT_EQ(memo.find_or_make("a", make), memo.find_or_make("a", make));
  EXPECT_EQ(made, 1);
}

TEST(DecisionMemo, StaysWithinItsBoundAndKeepsWhatIsInUse) {
  DecisionMemo memo(2);
  const auto make = [] { return Decision{}; };
  const auto kept = memo.find_or_make("a", make);
  for (int i = 0; i < 10; ++i) memo.find_or_make(std::to_string(i), make);
  EXPECT_EQ(kept.use_count(), 1);
  EXPECT_NE(memo.find_or_make("a", make), kept);
}

}  // namespace
}  // namespace caveat::rules
