// How many readers the descriptors of the process are enough for.
#include "proxy/descriptor_budget.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

TEST(DescriptorBudget, EveryReaderAndWhoIsTurnedAwayHasDescriptorsAndSomeAreSpare) {
  constexpr std::size_t kThreads = 2;
  for (const std::size_t allowed : {128U, 1024U, 4096U, 1048576U}) {
    const std::size_t readers = connections_within({.allowed = allowed, .open = 40}, kThreads);
    const std::size_t of_thread = readers / kThreads;
    const std::size_t beside = requests_beside_others(of_thread) + 2 * pipes_within(of_thread);
    const std::size_t taken = 40 + 2 * readers + kThreads * (turned_away_at_once(of_thread) + beside);
    EXPECT_LT(taken, allowed);
    EXPECT_GT(taken + 24, allowed);
  }
}

TEST(DescriptorBudget, OneReaderAThreadIsAlwaysLetIn) {
  EXPECT_EQ(4, connections_within({.allowed = 10, .open = 40}, 4));
}

TEST(DescriptorBudget, WhatTheSystemDoesNotTellIsAssumed) {
  EXPECT_LT(connections_within({.allowed = 1024, .open = std::nullopt}, 2),
            connections_within({.allowed = 1024, .open = 20}, 2));
}

TEST(DescriptorBudget, TheProcessKnowsItsOwn) {
  const Descriptors own = descriptors_of_process();
  ASSERT_TRUE(own.open);
  EXPECT_GE(*own.open, 3);
  EXPECT_GT(own.allowed, *own.open);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
