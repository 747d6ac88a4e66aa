// Sockets that wait by an edge-triggered epoll: nothing that came is missed, nobody is called who should not
// be.
#include "proxy/nonblocking_socket.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

namespace asio = boost::asio;
using Role = NonblockingSocket::Role;
using asio::ip::tcp;

/// A socket of ours, connected to one of a peer, which blocks.
struct Pair {
  static Pair over_tcp(asio::io_context& io) {
    tcp::acceptor acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    tcp::socket peer(io);
    peer.connect(acceptor.local_endpoint());
    return {std::make_unique<NonblockingSocket>(io, StreamSocket(acceptor.accept())), peer.release()};
  }
  static Pair over_unix(asio::io_context& io) {
    asio::local::stream_protocol::socket ours(io);
    asio::local::stream_protocol::socket peer(io);
    asio::local::connect_pair(ours, peer);
    return {std::make_unique<NonblockingSocket>(io, StreamSocket(std::move(ours))), peer.release()};
  }

  Pair(std::unique_ptr<NonblockingSocket> socket, int peer_descriptor)
      : ours(std::move(socket)), peer(peer_descriptor) {}
  Pair(Pair&& other) noexcept : ours(std::move(other.ours)), peer(std::exchange(other.peer, -1)) {}
  Pair& operator=(Pair&&) = delete;
  ~Pair() { close_peer(); }

  void say(std::string_view words) const {
    EXPECT_EQ(::send(peer, words.data(), words.size(), 0), static_cast<ssize_t>(words.size()));
  }
  void close_peer() {
    if (peer >= 0) ::close(std::exchange(peer, -1));
  }

  std::unique_ptr<NonblockingSocket> ours;
  int peer;
};

asio::awaitable<void> wait(NonblockingSocket& socket, SocketEvent what, Role role,
                           std::optional<WaitEnd>& end) {
  auto event = socket.until(what, role);
  end = co_await std::move(event);
}

class NonblockingSocketTest : public testing::Test {
 protected:
  void begin_wait(NonblockingSocket& socket, std::optional<WaitEnd>& end,
                  SocketEvent what = SocketEvent::readable, Role role = Role::reader) {
    asio::co_spawn(io_, wait(socket, what, role, end), asio::detached);
  }
  /// All that can happen now.
  void run_for_a_while() {
    io_.restart();
    io_.run_for(std::chrono::milliseconds(20));
  }
  std::string receive(NonblockingSocket& socket) {
    std::array<char, 64> into;
    const auto progress = socket.receive(into);
    last_error_ = progress.error;
    return {into.data(), progress.bytes};
  }
  /// Reads once in vain, so that the next wait is one.
  void find_nothing_in(NonblockingSocket& socket) { ASSERT_EQ(receive(socket), ""); }

  asio::io_context io_{1};
  boost::system::error_code last_error_;
};

TEST_F(NonblockingSocketTest, AWaitEndsWhenSomethingComes) {
  const Pair pair = Pair::over_tcp(io_);
  find_nothing_in(*pair.ours);
  std::optional<WaitEnd> end;
  begin_wait(*pair.ours, end);
  run_for_a_while();
  ASSERT_FALSE(end);
  pair.say("hello");
  run_for_a_while();
  ASSERT_EQ(end, WaitEnd::ready);
  EXPECT_EQ(receive(*pair.ours), "hello");
}

TEST_F(NonblockingSocketTest, WhatCameBeforeTheWaitEndsItAtOnce) {
  const Pair pair = Pair::over_tcp(io_);
  find_nothing_in(*pair.ours);
  pair.say("early");
  std::optional<WaitEnd> end;
  begin_wait(*pair.ours, end);
  run_for_a_while();
  EXPECT_EQ(end, WaitEnd::ready);
}

TEST_F(NonblockingSocketTest, WhatComesWhileNobodyWaitsIsKnownToTheNextWhoDoes) {
  const Pair pair = Pair::over_tcp(io_);
  find_nothing_in(*pair.ours);
  std::optional<WaitEnd> first;
  begin_wait(*pair.ours, first);
  pair.say("one");
  run_for_a_while();
  ASSERT_EQ(receive(*pair.ours), "one");
  pair.say("two");
  run_for_a_while();
  std::optional<WaitEnd> second;
  begin_wait(*pair.ours, second);
  run_for_a_while();
  ASSERT_EQ(second, WaitEnd::ready);
  EXPECT_EQ(receive(*pair.ours), "two");
}

TEST_F(NonblockingSocketTest, AShortReadIsAllThatTcpHas) {
  const Pair pair = Pair::over_tcp(io_);
  pair.say("short");
  ASSERT_EQ(receive(*pair.ours), "short");
  EXPECT_FALSE(pair.ours->may_be(SocketEvent::readable));
}

TEST_F(NonblockingSocketTest, AfterAShortReadOfAUnixSocketMoreMayBeThere) {
  const Pair pair = Pair::over_unix(io_);
  pair.say("short");
  ASSERT_EQ(receive(*pair.ours), "short");
  EXPECT_TRUE(pair.ours->may_be(SocketEvent::readable));
}

TEST_F(NonblockingSocketTest, AnEndThatWasToldTogetherWithTheLastBytesIsNotWaitedFor) {
  Pair pair = Pair::over_tcp(io_);
  find_nothing_in(*pair.ours);
  std::optional<WaitEnd> end;
  begin_wait(*pair.ours, end);
  pair.say("last");
  pair.close_peer();
  run_for_a_while();
  ASSERT_EQ(receive(*pair.ours), "last");
  ASSERT_TRUE(pair.ours->may_be(SocketEvent::readable));
  EXPECT_EQ(receive(*pair.ours), "");
  EXPECT_EQ(last_error_, asio::error::eof);
}

TEST_F(NonblockingSocketTest, AnEndThatComesAfterTheLastBytesEndsTheWait) {
  Pair pair = Pair::over_tcp(io_);
  find_nothing_in(*pair.ours);
  std::optional<WaitEnd> for_bytes;
  begin_wait(*pair.ours, for_bytes);
  pair.say("last");
  run_for_a_while();
  ASSERT_EQ(receive(*pair.ours), "last");
  std::optional<WaitEnd> for_the_end;
  begin_wait(*pair.ours, for_the_end);
  pair.close_peer();
  run_for_a_while();
  ASSERT_EQ(for_the_end, WaitEnd::ready);
  receive(*pair.ours);
  EXPECT_EQ(last_error_, asio::error::eof);
}

TEST_F(NonblockingSocketTest, AWriterWaitsUntilTheOtherSideHasRead) {
  const Pair pair = Pair::over_unix(io_);
  const std::string much(4 << 20, 'x');
  const asio::const_buffer buffer(much.data(), much.size());
  const std::size_t sent = pair.ours->send(std::span(&buffer, 1), 0).bytes;
  ASSERT_LT(sent, much.size());
  std::optional<WaitEnd> end;
  begin_wait(*pair.ours, end, SocketEvent::writable, Role::writer);
  run_for_a_while();
  ASSERT_FALSE(end);
  std::string drained(sent, '\0');
  ASSERT_EQ(::recv(pair.peer, drained.data(), drained.size(), MSG_WAITALL), static_cast<ssize_t>(sent));
  run_for_a_while();
  EXPECT_EQ(end, WaitEnd::ready);
}

TEST_F(NonblockingSocketTest, TwoMayWaitForTheSame) {
  const Pair pair = Pair::over_tcp(io_);
  find_nothing_in(*pair.ours);
  std::optional<WaitEnd> reader;
  std::optional<WaitEnd> writer;
  begin_wait(*pair.ours, reader);
  begin_wait(*pair.ours, writer, SocketEvent::readable, Role::writer);
  pair.say("both");
  run_for_a_while();
  EXPECT_EQ(reader, WaitEnd::ready);
  EXPECT_EQ(writer, WaitEnd::ready);
}

TEST_F(NonblockingSocketTest, ACancelledWaitEndsInTheLoopAndNotInTheCaller) {
  const Pair pair = Pair::over_tcp(io_);
  find_nothing_in(*pair.ours);
  std::optional<WaitEnd> end;
  begin_wait(*pair.ours, end);
  run_for_a_while();
  pair.ours->cancel();
  EXPECT_FALSE(end);
  run_for_a_while();
  EXPECT_EQ(end, WaitEnd::cancelled);
}

TEST_F(NonblockingSocketTest, AWaitThatIsOverCanBeCancelledUntilItsCoroutineRuns) {
  const Pair pair = Pair::over_tcp(io_);
  std::optional<WaitEnd> end;
  begin_wait(*pair.ours, end);  // over at once, for nothing was read yet
  asio::post(io_, [&] { pair.ours->cancel(Role::reader); });
  run_for_a_while();
  EXPECT_EQ(end, WaitEnd::cancelled);
}

TEST_F(NonblockingSocketTest, ClosingEndsWhoWaits) {
  const Pair pair = Pair::over_tcp(io_);
  find_nothing_in(*pair.ours);
  std::optional<WaitEnd> end;
  begin_wait(*pair.ours, end);
  run_for_a_while();
  pair.ours->close();
  run_for_a_while();
  EXPECT_EQ(end, WaitEnd::cancelled);
}

TEST_F(NonblockingSocketTest, TheLoopEndsOnceNobodyWaits) {
  const Pair pair = Pair::over_tcp(io_);
  find_nothing_in(*pair.ours);
  std::optional<WaitEnd> end;
  begin_wait(*pair.ours, end);
  run_for_a_while();
  ASSERT_FALSE(io_.stopped());
  pair.ours->cancel();
  run_for_a_while();
  EXPECT_TRUE(io_.stopped());
}

asio::awaitable<void> wait_and(NonblockingSocket& socket, const std::function<void()>& then) {
  auto event = socket.until(SocketEvent::readable, Role::reader);
  const WaitEnd end = co_await std::move(event);
  if (end == WaitEnd::ready) then();
}

TEST_F(NonblockingSocketTest, WhoeverIsWokenMayDestroyAnotherThatWasToldInTheSameTurn) {
  const Pair first = Pair::over_tcp(io_);
  Pair second = Pair::over_tcp(io_);
  int destroyed = 0;
  std::function<void()> destroy_the_other = [&] {
    if (destroyed++ == 0) second.ours.reset();
  };
  find_nothing_in(*first.ours);
  find_nothing_in(*second.ours);
  std::optional<WaitEnd> before;
  begin_wait(*second.ours, before);
  run_for_a_while();
  second.ours->cancel();
  run_for_a_while();  // it is watched, and nobody waits for it any longer
  asio::co_spawn(io_, wait_and(*first.ours, destroy_the_other), asio::detached);
  first.say("1");
  second.say("2");
  run_for_a_while();
  EXPECT_EQ(destroyed, 1);
  EXPECT_EQ(second.ours, nullptr);
}

TEST_F(NonblockingSocketTest, AWaitForWhatIsThereLetsOthersHaveTheirTurn) {
  const Pair pair = Pair::over_tcp(io_);
  pair.say("there");
  std::string order;
  std::function<void()> note_wait = [&] { order += "wait"; };
  asio::co_spawn(io_, wait_and(*pair.ours, note_wait), asio::detached);
  asio::post(io_, [&] { order += "other "; });
  run_for_a_while();
  EXPECT_EQ(order, "other wait");
}

TEST_F(NonblockingSocketTest, ThatWasReadInAnEarlierTurnIsKnownToBeQuietWithoutAsking) {
  const Pair quiet = Pair::over_tcp(io_);
  const Pair other = Pair::over_tcp(io_);
  find_nothing_in(*quiet.ours);
  find_nothing_in(*other.ours);
  std::optional<WaitEnd> end;
  begin_wait(*quiet.ours, end);
  bool known = false;
  std::function<void()> look = [&] { known = quiet.ours->is_known_quiet(); };
  asio::co_spawn(io_, wait_and(*other.ours, look), asio::detached);
  run_for_a_while();
  other.say("woken");
  run_for_a_while();
  EXPECT_TRUE(known);
}

TEST_F(NonblockingSocketTest, ThatWasReadInThisTurnIsNotKnownToBeQuiet) {
  const Pair pair = Pair::over_tcp(io_);
  find_nothing_in(*pair.ours);
  bool known = true;
  std::function<void()> read_and_look = [&] {
    receive(*pair.ours);
    known = pair.ours->is_known_quiet();
  };
  asio::co_spawn(io_, wait_and(*pair.ours, read_and_look), asio::detached);
  run_for_a_while();
  pair.say("said");
  run_for_a_while();
  EXPECT_FALSE(known);
}

TEST_F(NonblockingSocketTest, ThatHasSomethingToReadIsNotQuiet) {
  const Pair loud = Pair::over_tcp(io_);
  const Pair other = Pair::over_tcp(io_);
  find_nothing_in(*loud.ours);
  find_nothing_in(*other.ours);
  std::optional<WaitEnd> end;
  begin_wait(*loud.ours, end);
  bool known = true;
  std::function<void()> look = [&] { known = loud.ours->is_known_quiet(); };
  asio::co_spawn(io_, wait_and(*other.ours, look), asio::detached);
  run_for_a_while();
  loud.say("unasked");
  other.say("woken");
  run_for_a_while();
  EXPECT_FALSE(known);
}

TEST_F(NonblockingSocketTest, ThatWasNotHeardOfBecauseTooManyWereIsNotKnownToBeQuiet) {
  constexpr std::size_t kMoreThanOneTurnTells = 200;
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < kMoreThanOneTurnTells; ++i) {
    pairs.push_back(Pair::over_tcp(io_));
    find_nothing_in(*pairs.back().ours);
  }
  NonblockingSocket& last = *pairs.back().ours;
  std::optional<bool> known;
  std::function<void()> look = [&] { known = known.value_or(last.is_known_quiet()); };
  for (Pair& pair : pairs) asio::co_spawn(io_, wait_and(*pair.ours, look), asio::detached);
  run_for_a_while();
  for (Pair& pair : pairs) pair.say("all at once");
  run_for_a_while();
  EXPECT_EQ(known, false);
}

TEST_F(NonblockingSocketTest, ARefusedConnectionIsToldOnceItIsWritable) {
  tcp::acceptor closed(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  const tcp::endpoint nobody = closed.local_endpoint();
  closed.close();
  NonblockingSocket socket(io_, StreamSocket(io_));
  ASSERT_FALSE(socket.begin_connect(nobody));
  std::optional<WaitEnd> end;
  begin_wait(socket, end, SocketEvent::writable, Role::writer);
  run_for_a_while();
  ASSERT_EQ(end, WaitEnd::ready);
  EXPECT_EQ(socket.connected(), asio::error::connection_refused);
}

TEST(SocketReactor, GoneWithItsIoContextDestroysWhoeverWaits) {
  const auto kept = std::make_shared<int>(0);
  {
    asio::io_context io(1);
    Pair pair = Pair::over_tcp(io);
    char byte = 0;
    ASSERT_EQ(pair.ours->receive({&byte, 1}).bytes, 0U);
    std::function<void()> hold = [kept] { (void)kept; };
    auto waiting = [](std::unique_ptr<NonblockingSocket> socket,
                      std::function<void()> held) -> asio::awaitable<void> {
      co_await wait_and(*socket, held);
    };
    asio::co_spawn(io, waiting(std::move(pair.ours), hold), asio::detached);
    io.run_for(std::chrono::milliseconds(10));
    hold = nullptr;
    ASSERT_EQ(kept.use_count(), 2);
  }
  EXPECT_EQ(kept.use_count(), 1);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
