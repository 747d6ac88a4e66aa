#include "rules/decision_memo.h"

#include <gtest/gtest.h>

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

TEST(DecisionMemo, FindsWhatItKeeps) {
  DecisionMemo memo(4);
  EXPECT_EQ(memo.find("a"), nullptr);
  const auto kept = memo.keep("a", Decision{});
  EXPECT_EQ(memo.find("a"), kept);
  EXPECT_EQ(memo.find("b"), nullptr);
}

TEST(DecisionMemo, GivesEverybodyTheDecisionThatWasFirst) {
  DecisionMemo memo(4);
  const auto first = memo.keep("a", Decision{});
  Decision second;
  second.verdict = Decision::Verdict::edit;
  EXPECT_EQ(memo.keep("a", std::move(second)), first);
}

TEST(DecisionMemo, StaysWithinItsBoundAndKeepsWhatIsInUse) {
  DecisionMemo memo(2);
  const auto kept = memo.keep("a", Decision{});
  for (int i = 0; i < 10; ++i) memo.keep(std::to_string(i), Decision{});
  EXPECT_EQ(kept.use_count(), 1);
  EXPECT_EQ(memo.find("a"), nullptr);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
