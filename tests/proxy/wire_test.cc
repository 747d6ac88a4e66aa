// One connection: what it never does, however it is used.
#include "proxy/wire.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::milliseconds;

/// A wire and the other end of its socket, which does not block.
class WireTest : public testing::Test {
 protected:
  WireTest() : deadlines_(io_), peer_(io_), wire_(io_, connected_to(peer_), deadlines_, 1024, 4096) {}

  /// Runs until it has ended.
  void run(std::function<asio::awaitable<void>()> act) {
    asio::co_spawn(
        io_,
        [this, act = std::move(act)]() -> asio::awaitable<void> {
          co_await act();
          deadlines_.stop();
        },
        asio::detached);
    io_.run();
  }

  StreamSocket connected_to(asio::local::stream_protocol::socket& peer) {
    asio::local::stream_protocol::socket ours(io_);
    asio::local::connect_pair(ours, peer);
    peer.non_blocking(true);
    return StreamSocket(std::move(ours));
  }

  asio::io_context io_;
  Deadlines deadlines_;
  asio::local::stream_protocol::socket peer_;
  Wire wire_;
};

TEST_F(WireTest, OnceItIsClosedItTouchesNoConnectionThatGotItsDescriptor) {
  const auto context = TlsClientContext::load({.verify = false, .authorities = {}, .certificate = {}});
  ASSERT_TRUE(context);
  std::array<int, 2> others{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, others.data()), 0);
  constexpr std::string_view kSaid = "to another reader";
  const int number = wire_.socket().native_handle();
  std::vector<error_code> errors;
  bool is_quiet = true;
  run([&]() -> asio::awaitable<void> {
    co_await wire_.connect_tls(**context, "a", milliseconds(1));
    wire_.close();
    EXPECT_EQ(::dup2(others[0], number), number);
    EXPECT_EQ(::send(others[1], kSaid.data(), kSaid.size(), 0), std::ssize(kSaid));
    const asio::const_buffer bytes("x", 1);
    errors.push_back(co_await wire_.fill(milliseconds(50)));
    errors.push_back(co_await wire_.write(std::span(&bytes, 1), milliseconds(50)));
    is_quiet = wire_.is_quiet();
    wire_.shutdown_send();
    wire_.reset();
  });
  EXPECT_EQ(errors, std::vector<error_code>(2, asio::error::bad_descriptor));
  EXPECT_FALSE(is_quiet);
  std::array<char, 64> left{};
  EXPECT_EQ(::recv(number, left.data(), left.size(), 0), std::ssize(kSaid)) << "nothing of it was taken";
  EXPECT_EQ(::recv(others[1], left.data(), left.size(), 0), -1) << "nothing was said";
  for (const int descriptor : {others[0], others[1], number}) ::close(descriptor);
}

TEST_F(WireTest, APeekAtWhatItsPeerNeverEndsIsOverAtOnce) {
  std::array<char, 64> shown{};
  std::size_t bytes = 0;
  error_code error;
  peer_.send(asio::buffer("PRO", 3));
  peer_.shutdown(asio::local::stream_protocol::socket::shutdown_send);
  const auto begun = std::chrono::steady_clock::now();
  run([&]() -> asio::awaitable<void> {
    error = co_await wire_.peek(shown, 0, bytes, milliseconds(5000));
    if (!error) error = co_await wire_.peek(shown, bytes, bytes, milliseconds(5000));
  });
  EXPECT_EQ(error, asio::error::eof);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, milliseconds(2000));
}

TEST_F(WireTest, APeerWhoTakesLittleButTakesItIsNotGivenUp) {
  error_code error;
  const std::string much(4'000'000, 'x');
  std::size_t taken = 0;
  constexpr int kSlowTurns = 40;
  std::thread reader([&] {
    std::string room(64 * 1024, '\0');
    const int descriptor = peer_.native_handle();
    // Steadily, far below what makes the socket writable in time; then all of it.
    for (int turn = 0; taken < much.size(); ++turn) {
      const ssize_t got =
          ::recv(descriptor, room.data(), turn < kSlowTurns ? 12 * 1024 : room.size(), MSG_DONTWAIT);
      if (got > 0) taken += static_cast<std::size_t>(got);
      if (got == 0) return;
      if (turn < kSlowTurns || got < 0)
        std::this_thread::sleep_for(milliseconds(turn < kSlowTurns ? 100 : 1));
    }
  });
  run([&]() -> asio::awaitable<void> {
    const asio::const_buffer bytes(much.data(), much.size());
    error = co_await wire_.write(std::span(&bytes, 1), milliseconds(2000));
    wire_.close();
  });
  reader.join();
  EXPECT_FALSE(error) << error.message();
  EXPECT_EQ(taken, much.size());
}

TEST_F(WireTest, APeerWhoTakesAFewBytesNowAndThenIsGivenUpAsWell) {
  // Of a Unix socket the system tells only when all of a large piece was taken.
  asio::ip::tcp::acceptor acceptor(io_, {asio::ip::address_v4::loopback(), 0});
  asio::ip::tcp::socket peer(io_, asio::ip::tcp::v4());
  constexpr int kSegment = 500;
  ::setsockopt(peer.native_handle(), IPPROTO_TCP, TCP_MAXSEG, &kSegment, sizeof(kSegment));
  peer.set_option(asio::socket_base::receive_buffer_size(8 * 1024));
  peer.connect(acceptor.local_endpoint());
  Wire wire(io_, StreamSocket(acceptor.accept()), deadlines_, 1024, 4096);
  std::atomic<bool> is_over = false;
  std::thread reader([&] {
    std::array<char, 100> room{};
    for (int turn = 0; turn < 100 && !is_over; ++turn) {
      std::this_thread::sleep_for(milliseconds(100));
      ::recv(peer.native_handle(), room.data(), room.size(), MSG_DONTWAIT);
    }
  });
  error_code error;
  const std::string much(8'000'000, 'x');
  run([&]() -> asio::awaitable<void> {
    const asio::const_buffer bytes(much.data(), much.size());
    error = co_await wire.write(std::span(&bytes, 1), milliseconds(2000));
    is_over = true;
  });
  EXPECT_EQ(error, asio::error::timed_out);
  reader.join();
}

TEST_F(WireTest, APeerWhoTakesNothingIsGivenUp) {
  error_code error;
  const std::string much(4'000'000, 'x');
  const auto begun = std::chrono::steady_clock::now();
  run([&]() -> asio::awaitable<void> {
    const asio::const_buffer bytes(much.data(), much.size());
    error = co_await wire_.write(std::span(&bytes, 1), milliseconds(400));
  });
  EXPECT_EQ(error, asio::error::timed_out);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, milliseconds(3000));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
