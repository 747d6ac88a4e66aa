#include "proxy/listening_socket.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "tcp_peer.h"
#include "tests/temporary_folder.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;
namespace ip = boost::asio::ip;

/// Sockets on one port, as a process has them.
class Listeners {
 public:
  Listeners(std::uint16_t port, std::size_t count, const SocketSources& terms)
      : sockets_(*listen_on(Endpoint{.host = "127.0.0.1", .port = port}.to_string(), count, terms)) {}
  explicit Listeners(const std::string& address) : sockets_(*listen_on(address, 1)) {}
  ~Listeners() { close(); }
  Listeners(const Listeners&) = delete;
  Listeners& operator=(const Listeners&) = delete;

  void close() {
    for (const int descriptor : sockets_.descriptors) ::close(descriptor);
    sockets_.descriptors.clear();
  }
  std::uint16_t port() const { return sockets_.port; }
  const ListeningSockets& sockets() const { return sockets_; }
  const std::vector<int>& descriptors() const { return sockets_.descriptors; }
  /// How many connections wait, by socket; accepts them.
  std::vector<int> accept_all() const {
    std::vector<int> counts;
    for (const int descriptor : sockets_.descriptors) {
      int count = 0;
      for (int peer = -1; (peer = ::accept(descriptor, nullptr, nullptr)) >= 0; ++count) ::close(peer);
      counts.push_back(count);
    }
    return counts;
  }

 private:
  ListeningSockets sockets_;
};

constexpr int kReaders = 60;

/// That many connections, which are closed at once.
void connect(std::uint16_t port) {
  for (int i = 0; i < kReaders; ++i) TcpPeer::connect(port);
}

int sum(const std::vector<int>& counts) {
  int all = 0;
  for (const int count : counts) all += count;
  return all;
}

constexpr SocketSources kShared{.handed_over = {}, .share_port = true};

TEST(ListeningSocket, TwoProcessesOnOnePortShareTheReaders) {
  const Listeners old(0, 2, kShared);
  const Listeners newcomer(old.port(), 2, kShared);
  connect(old.port());
  EXPECT_THAT(old.accept_all(), testing::Each(testing::Gt(0)));
  EXPECT_THAT(newcomer.accept_all(), testing::Each(testing::Gt(0)));
}

TEST(ListeningSocket, WhoHandsThePortOnGetsNobodyMore) {
  const Listeners old(0, 2, kShared);
  const Listeners newcomer(old.port(), 2, kShared);
  hand_port_on(old.sockets());
  connect(old.port());
  EXPECT_EQ(sum(old.accept_all()), 0);
  EXPECT_THAT(newcomer.accept_all(), testing::Each(testing::Gt(0)));
}

TEST(ListeningSocket, WithoutAnotherNothingChanges) {
  const Listeners only(0, 2, kShared);
  hand_port_on(only.sockets());
  connect(only.port());
  EXPECT_EQ(sum(only.accept_all()), kReaders);
}

TEST(ListeningSocket, WhoLetsNobodyBeginAnyMoreCanBeClosedAndAllReachTheOther) {
  Listeners old(0, 2, kShared);
  const Listeners newcomer(old.port(), 2, kShared);
  let_nobody_begin(old.sockets());
  std::vector<std::future<void>> readers;
  for (int i = 0; i < kReaders; ++i)
    readers.push_back(std::async(std::launch::async, [port = old.port()] { TcpPeer::connect(port); }));
  // Those of the newcomer's half are through, the others ask again.
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_EQ(sum(old.accept_all()), 0);
  const int at_once = sum(newcomer.accept_all());
  EXPECT_LT(at_once, kReaders);
  old.close();
  for (std::future<void>& reader : readers) reader.get();
  EXPECT_EQ(at_once + sum(newcomer.accept_all()), kReaders);
}

TEST(ListeningSocket, WhoHasBegunBeforeNobodyMoreDoesIsAccepted) {
  const Listeners only(0, 1, kShared);
  const TcpPeer reader = TcpPeer::connect(only.port());
  let_nobody_begin(only.sockets());
  EXPECT_EQ(sum(only.accept_all()), 1);
}

TEST(ListeningSocket, AManagersSocketIsNeverShut) {
  const Listeners manager(0, 1, {});
  const Listeners server(manager.port(), 1, {.handed_over = manager.descriptors(), .share_port = true});
  let_nobody_begin(server.sockets());
  connect(manager.port());
  EXPECT_EQ(sum(manager.accept_all()), kReaders);
}

TEST(ListeningSocket, TheThirdFindsThingsAsTheSecondDid) {
  Listeners first(0, 2, kShared);
  Listeners second(first.port(), 2, kShared);
  const std::uint16_t port = first.port();
  hand_port_on(first.sockets());
  first.close();
  connect(port);
  EXPECT_THAT(second.accept_all(), testing::Each(testing::Gt(0)));
  const Listeners third(port, 2, kShared);
  connect(port);
  EXPECT_GT(sum(second.accept_all()), 0);
  EXPECT_GT(sum(third.accept_all()), 0);
  hand_port_on(second.sockets());
  connect(port);
  EXPECT_EQ(sum(second.accept_all()), 0);
  EXPECT_EQ(sum(third.accept_all()), kReaders);
}

TEST(ListeningSocket, AManagersSocketIsUsedAndItsQueueShared) {
  const Listeners manager(0, 1, {});
  const std::vector<int>& handed_over = manager.descriptors();
  {
    const Listeners server(manager.port(), 3, {.handed_over = handed_over, .share_port = false});
    EXPECT_EQ(server.port(), manager.port());
    EXPECT_EQ(server.descriptors().size(), 3U);
    connect(manager.port());
    EXPECT_EQ(sum(server.accept_all()), kReaders);
    connect(manager.port());
  }
  EXPECT_EQ(sum(manager.accept_all()), kReaders) << "nobody is lost when the server ends";
}

TEST(ListeningSocket, AManagersSocketOfAnotherAddressIsNotUsed) {
  const Listeners manager(0, 1, {});
  const Listeners server(0, 1, {.handed_over = manager.descriptors(), .share_port = false});
  EXPECT_NE(server.port(), manager.port());
}

TEST(ListeningSocket, AWildcardOfOneFamilyIsNotThatOfTheOther) {
  const Listeners v6("[::]:0");
  const Listeners v4("0.0.0.0:" + std::to_string(v6.port()));
  const auto any_v4 = ip::tcp::endpoint(ip::address_v4::any(), v6.port());
  const auto any_v6 = ip::tcp::endpoint(ip::address_v6::any(), v6.port());
  EXPECT_TRUE(is_bound_to(v4.descriptors().front(), any_v4));
  EXPECT_TRUE(is_bound_to(v6.descriptors().front(), any_v6));
  EXPECT_FALSE(is_bound_to(v4.descriptors().front(), any_v6));
  EXPECT_FALSE(is_bound_to(v6.descriptors().front(), any_v4));
  EXPECT_EQ(bound_address(v6.descriptors().front()), "[::]:" + std::to_string(v6.port()));
}

TEST(ListeningSocket, AWildcardThatTakesBothFamiliesIsThatOfEither) {
  boost::asio::io_context io;
  ip::tcp::acceptor both(io, ip::tcp::v6());
  both.set_option(ip::v6_only(false));
  both.bind(ip::tcp::endpoint(ip::address_v6::any(), 0));
  const std::uint16_t port = both.local_endpoint().port();
  EXPECT_TRUE(is_bound_to(both.native_handle(), ip::tcp::endpoint(ip::address_v4::any(), port)));
  EXPECT_TRUE(is_bound_to(both.native_handle(), ip::tcp::endpoint(ip::address_v6::any(), port)));
}

class SocketPath : public testing::Test {
 protected:
  const tests::TemporaryFolder temporary_;
  const fs::path& folder_ = temporary_.path();

  std::string in_folder(const char* name) const { return (folder_ / name).string(); }
  /// Of the attempt to listen there, and of the look beforehand, which tells the same.
  static std::string error_at(const std::string& path) {
    const auto sockets = listen_on("unix:" + path, 1);
    if (sockets) ::close(sockets->descriptors.front());
    const std::string error = sockets ? "" : sockets.error().message;
    EXPECT_EQ(flaw_of_socket_path(path), error);
    return error;
  }
};

TEST_F(SocketPath, OneThatNobodyListensOnAnyLongerIsReplaced) {
  const std::string path = in_folder("a.sock");
  EXPECT_EQ(error_at(path), "");
  EXPECT_TRUE(fs::is_socket(path)) << "left by the first";
  EXPECT_EQ(error_at(path), "");
}

TEST_F(SocketPath, WhatIsNoSocketIsLeftThereAndNamed) {
  const std::string path = in_folder("a.sock");
  std::ofstream(path) << "a file";
  EXPECT_EQ(error_at(path), "cannot listen on " + path +
                                ": what stands there is no socket: move it away, or choose another path");
  EXPECT_TRUE(fs::is_regular_file(path));
  fs::create_symlink(in_folder("nothing"), in_folder("link.sock"));
  EXPECT_THAT(error_at(in_folder("link.sock")), testing::HasSubstr("is no socket"));
}

TEST_F(SocketPath, AFolderThatIsNotThereIsNamed) {
  EXPECT_THAT(error_at(in_folder("none/a.sock")),
              testing::HasSubstr("its folder " + in_folder("none") + ": No such file or directory"));
  std::ofstream(in_folder("file")) << "a file";
  EXPECT_THAT(error_at(in_folder("file/a.sock")),
              testing::HasSubstr("its folder " + in_folder("file") + ": Not a directory"));
  if (::geteuid() == 0) return;
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_THAT(error_at(in_folder("a.sock")), testing::HasSubstr("Permission denied"));
  fs::permissions(folder_, fs::perms::owner_all);
}

TEST_F(SocketPath, OneThatIsServedIsTheOthers) {
  const std::string path = in_folder("a.sock");
  const Listeners first("unix:" + path);
  const auto second = listen_on("unix:" + path, 1);
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().message,
              testing::HasSubstr("another process listens there: stop it, or choose another path"));
  EXPECT_EQ(flaw_of_socket_path(path), "") << "a look does not mind a server that runs";
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
