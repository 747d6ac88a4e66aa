#include "proxy/deadlines.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

/// Ends the loop, and remembers when.
class Last final : public Deadline {
 public:
  explicit Last(Deadlines& deadlines) : Deadline(deadlines), all_(deadlines) {}
  Clock::time_point passed;

 private:
  void expired() override {
    passed = Clock::now();
    all_.stop();
  }
  Deadlines& all_;
};

TEST(Deadlines, OnePassesAfterItsTimeAndUpToATickLater) {
  boost::asio::io_context io;
  Deadlines deadlines(io);
  Last last(deadlines);
  const auto begun = Clock::now();
  last.expire_after(milliseconds(200));
  io.run();
  EXPECT_GE(last.passed - begun, milliseconds(190));
  EXPECT_LT(last.passed - begun, std::chrono::seconds(5));
}

TEST(Deadlines, OneThatIsSetAfterTheProcessWasStoppedHasItsTime) {
  boost::asio::io_context io;
  Deadlines deadlines(io);
  Last last(deadlines);
  std::this_thread::sleep_for(milliseconds(2000));
  const auto begun = Clock::now();
  last.expire_after(milliseconds(1500));
  io.run();
  EXPECT_GE(last.passed - begun, milliseconds(900));
}

TEST(Deadlines, WhatWaitedWhileTheProcessWasStoppedMayGoOn) {
  boost::asio::io_context io;
  Deadlines deadlines(io);
  Last last(deadlines);
  last.expire_after(milliseconds(1500));
  std::this_thread::sleep_for(milliseconds(2000));
  const auto begun = Clock::now();
  io.run();
  EXPECT_GE(last.passed - begun, milliseconds(900));
}

TEST(Deadlines, TheirClockStandsStillWhileTheProcessDoes) {
  boost::asio::io_context io;
  const Deadlines deadlines(io);
  const auto last_moment = deadlines.now() + milliseconds(1500);
  std::this_thread::sleep_for(milliseconds(2000));
  EXPECT_GE(deadlines.time_until(last_moment), milliseconds(900));
  io.run_one();
  EXPECT_GE(deadlines.time_until(last_moment), milliseconds(800)) << "also once a tick has noticed";
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
