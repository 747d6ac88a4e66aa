#include "proxy/housekeeping.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using namespace std::chrono_literals;

/// How often `alive` is told in a fifth of a second, where `answering` of two threads answer.
int times_alive(int answering, std::chrono::milliseconds interval) {
  int told = 0;
  boost::asio::io_context io;
  HousekeepingWork work;
  work.every_second = [] {};
  work.ask_threads = [answering](const std::function<void()>& answer) {
    for (int i = 0; i < answering; ++i) answer();
  };
  work.threads = 2;
  work.alive = [&told] { ++told; };
  work.alive_interval = interval;
  const Housekeeping housekeeping(io, std::move(work));
  io.run_for(200ms);
  return told;
}

TEST(Housekeeping, TellsThatAllThreadsWork) {
  EXPECT_GE(times_alive(2, 20ms), 2);
}

TEST(Housekeeping, IsSilentWhenOneThreadHangs) {
  EXPECT_EQ(times_alive(1, 20ms), 0);
}

TEST(Housekeeping, TellsNobodyWhoDidNotAsk) {
  EXPECT_EQ(times_alive(2, 0ms), 0);
}

TEST(Housekeeping, CleansUpEverySecond) {
  int cleaned = 0;
  boost::asio::io_context io;
  HousekeepingWork work;
  work.every_second = [&cleaned] { ++cleaned; };
  const Housekeeping housekeeping(io, std::move(work));
  io.run_for(1200ms);
  EXPECT_EQ(cleaned, 1);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
