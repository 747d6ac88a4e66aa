#include "proxy/judgement_clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using namespace std::chrono_literals;
using std::chrono::hours;
using std::chrono::sys_seconds;

constexpr sys_seconds kStart = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23);
constexpr auto kYear = hours(24 * 365);

/// A machine whose clocks the test moves.
struct Machine {
  ClockReading reading{.wall = kStart, .running = 1000s};
  std::vector<std::string> told;
  JudgementClock clock{[this] { return reading; },
                       [this](const std::string& doubt) { told.push_back(doubt); }};

  void pass(std::chrono::seconds time) {
    reading.wall += time;
    reading.running += time;
  }
  void jump(std::chrono::seconds time) { reading.wall += time; }
};

rules::Validity from(sys_seconds begins) {
  return {.begins = rules::Validity::Bound{begins, 1}, .ends = {}};
}

rules::Validity until(sys_seconds ends) {
  return {.begins = {}, .ends = rules::Validity::Bound{ends, 1}};
}

bool holds(const rules::Validity& validity, const JudgedTime& now) {
  return validity.holds(now.span());
}

TEST(JudgementClock, IsTheWallClockWhileThatRunsOn) {
  Machine machine;
  machine.pass(24h);
  EXPECT_EQ(machine.clock.now().time, kStart + 24h);
  EXPECT_FALSE(machine.clock.now().in_doubt);
  EXPECT_THAT(machine.told, testing::IsEmpty());
}

TEST(JudgementClock, FollowsASmallStepAheadAndWaitsOutASmallStepBack) {
  Machine machine;
  machine.jump(2min);
  EXPECT_EQ(machine.clock.now().time, kStart + 2min);
  machine.jump(-3min);
  EXPECT_EQ(machine.clock.now().time, kStart + 2min);
  machine.pass(4min);
  EXPECT_EQ(machine.clock.now().time, kStart + 3min);
  EXPECT_THAT(machine.told, testing::IsEmpty());
}

struct JumpCase {
  const char* name;
  std::chrono::seconds jump;
  rules::Validity validity;
  bool in_force;
};

TEST(JudgementClock, LeavesInForceWhatMayBeInForceWhenTheWallClockJumps) {
  const JumpCase cases[] = {
      {"back, a rule that had begun", -10 * kYear, from(kStart - hours(24)), true},
      {"back, a rule that has not begun", -10 * kYear, from(kStart + hours(24)), false},
      {"back to before a rule ended: the start may have been with a wrong clock", -10 * kYear,
       until(kStart - hours(24)), true},
      {"ahead, a rule that had begun", 10 * kYear, from(kStart - hours(24)), true},
      {"ahead past a rule's end", 10 * kYear, until(kStart + hours(24)), true},
      {"ahead past a rule's beginning: it may have begun", 10 * kYear, from(kStart + hours(24)), true},
      {"ahead, a rule that had ended before", 10 * kYear, until(kStart - hours(24)), false},
  };
  for (const JumpCase& one : cases) {
    Machine machine;
    machine.pass(60s);
    machine.jump(one.jump);
    EXPECT_EQ(holds(one.validity, machine.clock.now()), one.in_force) << one.name;
  }
}

TEST(JudgementClock, CountsOnByTheTimeThatHasPassedWhateverTheWallClockDoes) {
  for (const auto jump : {std::chrono::seconds(-10 * kYear), std::chrono::seconds(10 * kYear)}) {
    Machine machine;
    machine.jump(jump);
    machine.pass(3h);
    EXPECT_EQ(machine.clock.now().time, kStart + 3h);
    EXPECT_FALSE(holds(until(kStart + 2h), {machine.clock.now().time, {}}));
  }
}

TEST(JudgementClock, NeverGoesBackWhenTheDoubtIsOver) {
  Machine machine;
  machine.jump(4min);
  EXPECT_EQ(machine.clock.now().time, kStart + 4min);
  machine.jump(-2h);
  EXPECT_GE(machine.clock.now().time, kStart + 4min);
  machine.jump(2h - 4min);
  EXPECT_EQ(machine.clock.now().time, kStart + 4min);
}

TEST(JudgementClock, TellsOnceThatItIsInDoubtAndOnceThatItIsNot) {
  Machine machine;
  machine.jump(-48h);
  machine.clock.now();
  machine.pass(1s);
  machine.clock.now();
  EXPECT_THAT(
      machine.told,
      testing::ElementsAre("the system clock says 2026-11-21T00:00:00Z, but jumped back: what has passed "
                           "since the start makes it 2026-11-23T00:00:00Z; set the clock right, or "
                           "restart if it is right"));
  machine.jump(48h);
  machine.clock.now();
  EXPECT_THAT(machine.told, testing::ElementsAre(testing::_, ""));
}

TEST(JudgementClock, TakesEveryBeginningAsReachedWhileTheWallClockIsBeforeWhatIsCertainlyPast) {
  Machine machine;
  machine.clock.rules_changed({kStart + kYear, "the last change of rules/p.toml"});
  EXPECT_TRUE(holds(from(kStart + 30 * kYear), machine.clock.now()));
  EXPECT_TRUE(holds(until(kStart + hours(24)), machine.clock.now()));
  EXPECT_THAT(machine.told, testing::ElementsAre(
                                "the system clock says 2026-11-23T00:00:00Z, which is before the last change "
                                "of rules/p.toml (2027-11-23T00:00:00Z): set the clock right"));
}

TEST(JudgementClock, BelievesAClockThatIsSetAfterAStartBeforeWhatIsCertainlyPast) {
  Machine machine;
  machine.reading.wall = sys_seconds{};
  JudgementClock clock([&] { return machine.reading; });
  clock.certainly_past({kStart - kYear, "this build"});
  EXPECT_TRUE(clock.now().in_doubt);
  machine.reading.wall = kStart;
  EXPECT_FALSE(clock.now().in_doubt);
  EXPECT_EQ(clock.now().time, kStart);
}

TEST(JudgementClock, BelievesNoJumpAheadBecauseAFileWasWrittenAfterIt) {
  Machine machine;
  machine.jump(kYear);
  machine.clock.rules_changed({kStart + kYear, "a file written since"});
  EXPECT_TRUE(holds(until(kStart + hours(24)), machine.clock.now()));
}

TEST(JudgementClock, TakesTheLatestOfWhatIsCertainlyPast) {
  Machine machine;
  machine.clock.rules_changed({kStart + kYear, "a file"});
  machine.clock.certainly_past({kStart - kYear, "this build"});
  EXPECT_TRUE(machine.clock.now().in_doubt);
  Machine other;
  other.clock.certainly_past({kStart + kYear, "this build"});
  other.clock.certainly_past({kStart - kYear, "another"});
  other.clock.rules_changed({kStart - kYear, "a file"});
  EXPECT_TRUE(other.clock.now().in_doubt);
}

TEST(JudgementClock, ForgetsAFileFromTheFutureThatWasPutRight) {
  Machine machine;
  machine.clock.rules_changed({kStart + kYear, "a file"});
  EXPECT_TRUE(machine.clock.now().in_doubt);
  machine.clock.rules_changed({kStart - kYear, "a file"});
  EXPECT_FALSE(machine.clock.now().in_doubt);
}

TEST(JudgementClock, StillKnowsAJumpOnceAFileFromTheFutureWasPutRight) {
  Machine machine;
  machine.clock.rules_changed({kStart + kYear, "a file"});
  machine.jump(-48h);
  machine.clock.rules_changed({kStart - kYear, "a file"});
  EXPECT_TRUE(machine.clock.now().in_doubt);
  machine.jump(48h);
  EXPECT_FALSE(machine.clock.now().in_doubt);
}

TEST(JudgementClock, BelievesTheFirstSettingAlsoWhereRulesChangeBeforeAnybodyAsks) {
  Machine machine;
  machine.reading.wall = sys_seconds{};
  JudgementClock clock([&] { return machine.reading; });
  clock.rules_changed({kStart - kYear, "a file"});
  machine.reading.wall = kStart;
  clock.rules_changed({kStart - hours(24), "another"});
  EXPECT_FALSE(clock.now().in_doubt);
}

TEST(JudgementClock, SaysWhatRulesThatAreNotInForceYetWouldMeanAndForgetsThem) {
  Machine machine;
  const PastEvent change{kStart + kYear, "a file"};
  EXPECT_GT(machine.clock.span_with(change).latest, kStart + 30 * kYear);
  EXPECT_EQ(machine.clock.span_with({kStart - kYear, "a file"}).latest, kStart);
  EXPECT_FALSE(machine.clock.now().in_doubt);
  machine.clock.rules_changed(change);
  EXPECT_GT(machine.clock.span_with({kStart - kYear, "a file"}).latest, kStart + 30 * kYear);
  EXPECT_THAT(machine.told, testing::IsEmpty());
}

TEST(JudgementClock, ToleratesAFileOfAMachineWhoseClockIsALittleAhead) {
  Machine machine;
  machine.clock.rules_changed({kStart + 2min, "a file"});
  EXPECT_FALSE(machine.clock.now().in_doubt);
}

TEST(MachineClocks, AreReal) {
  EXPECT_GT(read_machine_clocks().wall, kStart - 10 * kYear);
  EXPECT_GT(read_machine_clocks().running, 0s);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
