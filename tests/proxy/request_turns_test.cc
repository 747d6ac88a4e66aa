// Turns of HTTP/2 requests where there are fewer than are asked for.
#include "proxy/request_turns.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

/// A connection that takes what it can get, up to what it wants.
class Connection final : public RequestTurns::Waiter {
 public:
  explicit Connection(RequestTurns& turns) : turns_(turns) {}

  void want(std::size_t turns) {
    wanted_ += turns;
    look_for_turn();
  }
  void give_back() {
    --held;
    turns_.give_back();
  }
  void look_for_turn() override {
    for (; wanted_ > 0 && turns_.has_one_for(held); --wanted_) {
      turns_.take();
      ++held;
    }
    if (wanted_ > 0) turns_.wait(*this);
  }

  std::size_t held = 0;

 private:
  RequestTurns& turns_;
  std::size_t wanted_ = 0;
};

class Turns : public testing::Test {
 protected:
  boost::asio::io_context io_;
  RequestTurns turns_{io_, 8};
};

TEST_F(Turns, NoConnectionTakesMoreThanItLeaves) {
  Connection greedy(turns_);
  Connection next(turns_);
  greedy.want(100);
  next.want(100);
  EXPECT_EQ(greedy.held, 4U);
  EXPECT_EQ(next.held, 2U);
}

TEST_F(Turns, OneThatIsGivenBackGoesToWhoWaitsOnAnotherConnection) {
  std::vector<std::optional<Connection>> holders(8);
  for (auto& holder : holders) holder.emplace(turns_).want(1);
  Connection waiter(turns_);
  waiter.want(1);
  io_.run();
  EXPECT_EQ(waiter.held, 0U);
  holders[3]->give_back();
  io_.restart();
  io_.run();
  EXPECT_EQ(waiter.held, 1U);
}

TEST_F(Turns, WhoHoldsMuchDoesNotKeepThoseBehindItFromTheirs) {
  Connection greedy(turns_);
  greedy.want(100);
  std::vector<std::optional<Connection>> holders(4);
  for (auto& holder : holders) holder.emplace(turns_).want(1);
  Connection waiter(turns_);
  waiter.want(1);
  holders[0]->give_back();
  io_.run();
  EXPECT_EQ(waiter.held, 1U);
  EXPECT_EQ(greedy.held, 4U);
}

TEST_F(Turns, WhoIsGoneIsNotWaitedFor) {
  std::vector<std::optional<Connection>> holders(8);
  for (auto& holder : holders) holder.emplace(turns_).want(1);
  std::optional<Connection> gone(turns_);
  gone->want(1);
  gone.reset();
  Connection waiter(turns_);
  waiter.want(1);
  holders[0]->give_back();
  io_.run();
  EXPECT_EQ(waiter.held, 1U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
