// Two wires that speak TLS with each other: what is written arrives, whatever the kernel takes at once.
#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "proxy/wire.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using boost::system::error_code;
using std::chrono::milliseconds;

constexpr milliseconds kLong{20'000};
constexpr milliseconds kShort{50};

/// A certificate for `reader.test` that nobody signed but itself; gone with this.
class Certificate {
 public:
  Certificate() {
    std::string name = (fs::temp_directory_path() / "caveat-tls-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "
        "/CN=reader.test"
        " -keyout " +
        (folder_ / "key.pem").string() + " -out " + (folder_ / "chain.pem").string() + " 2>/dev/null";
    is_made_ = std::system(command.c_str()) == 0;
  }
  ~Certificate() { fs::remove_all(folder_); }
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  bool is_made() const { return is_made_; }
  CertificateFiles files() const {
    return {.chain = (folder_ / "chain.pem").string(), .key = (folder_ / "key.pem").string()};
  }

 private:
  fs::path folder_;
  bool is_made_ = false;
};

class TlsWireTest : public testing::Test {
 protected:
  TlsWireTest() : deadlines_(io_) {
    asio::local::stream_protocol::socket one(io_);
    asio::local::stream_protocol::socket other(io_);
    asio::local::connect_pair(one, other);
    // So that the kernel takes little at once, and a record in parts.
    one.set_option(asio::socket_base::send_buffer_size(4096));
    server_.emplace(io_, StreamSocket(std::move(one)), deadlines_, 1024, 64 * 1024);
    client_.emplace(io_, StreamSocket(std::move(other)), deadlines_, 1024, 64 * 1024);
  }

  void SetUp() override {
    const Certificate certificate;
    ASSERT_TRUE(certificate.is_made()) << "is there no openssl(1)?";
    auto ours = TlsServerContext::load({certificate.files()}, true);
    auto theirs = TlsClientContext::load({.verify = false, .authorities = {}, .certificate = {}});
    ASSERT_TRUE(ours);
    ASSERT_TRUE(theirs);
    server_context_ = *ours;
    client_context_ = *theirs;
    error_code failed;
    at_both_ends(
        [&]() -> asio::awaitable<void> { failed = co_await server_->accept_tls(server_context_, kLong); },
        [&]() -> asio::awaitable<void> {
          const error_code error = co_await client_->connect_tls(*client_context_, "reader.test", kLong);
          if (error) failed = error;
        });
    ASSERT_FALSE(failed) << failed.message();
  }

  using Act = std::function<asio::awaitable<void>()>;

  /// Runs until both are done.
  void at_both_ends(Act server, Act client) {
    int left = 2;
    const auto run = [this, &left](Act act) {
      asio::co_spawn(
          io_,
          [this, &left, act = std::move(act)]() -> asio::awaitable<void> {
            co_await act();
            if (--left == 0) io_.stop();
          },
          asio::detached);
    };
    run(std::move(server));
    run(std::move(client));
    io_.run();
    io_.restart();
  }

  /// What the client reads until it has so much, or no more comes.
  asio::awaitable<void> read(std::size_t bytes, std::string& into) {
    while (into.size() < bytes) {
      const error_code error = co_await client_->fill(kLong);
      if (error) break;
      into += client_->input();
      client_->consume(client_->input().size());
    }
  }

  std::string sent_in(const std::vector<std::size_t>& sizes) {
    std::vector<std::string> pieces;
    std::string all;
    for (const std::size_t size : sizes) {
      std::string& piece = pieces.emplace_back();
      for (std::size_t i = 0; i < size; ++i) piece += static_cast<char>('a' + (all.size() + i * 7) % 26);
      all += piece;
    }
    std::string got;
    error_code error;
    at_both_ends(
        [&]() -> asio::awaitable<void> {
          const std::vector<asio::const_buffer> buffers = buffers_of(pieces);
          error = co_await server_->write(buffers, kLong);
        },
        [&]() -> asio::awaitable<void> { co_await read(all.size(), got); });
    EXPECT_FALSE(error) << error.message();
    EXPECT_EQ(got.size(), all.size());
    return got == all ? "as it was sent" : "something else";
  }

  static std::vector<asio::const_buffer> buffers_of(const std::vector<std::string>& pieces) {
    std::vector<asio::const_buffer> buffers;
    for (const std::string& piece : pieces) buffers.emplace_back(piece.data(), piece.size());
    return buffers;
  }

  asio::io_context io_;
  Deadlines deadlines_;
  std::optional<Wire> server_;
  std::optional<Wire> client_;
  std::shared_ptr<const TlsServerContext> server_context_;
  std::shared_ptr<const TlsClientContext> client_context_;
};

TEST_F(TlsWireTest, AHeadAndABodyArriveInOrder) {
  EXPECT_EQ(sent_in({400, 14'000}), "as it was sent");
}

TEST_F(TlsWireTest, PiecesThatEndWhereARecordEndsArriveInOrder) {
  EXPECT_EQ(sent_in({16'384, 16'384, 1, 16'383, 0, 16'385}), "as it was sent");
}

TEST_F(TlsWireTest, APageMuchLongerThanWhatTheKernelTakesArrivesInOrder) {
  EXPECT_EQ(sent_in({300, 3'000'000, 7, 100'000}), "as it was sent");
}

TEST_F(TlsWireTest, WhatIsWrittenIsOutWhenTheWriteIsOver) {
  const std::string word = "one record";
  const asio::const_buffer buffer(word.data(), word.size());
  std::string got;
  at_both_ends([&]() -> asio::awaitable<void> { co_await server_->write(std::span(&buffer, 1), kLong); },
               []() -> asio::awaitable<void> { co_return; });
  at_both_ends([]() -> asio::awaitable<void> { co_return; },
               [&]() -> asio::awaitable<void> { co_await read(word.size(), got); });
  EXPECT_EQ(got, word);
}

TEST_F(TlsWireTest, AReaderWhoTakesNothingIsGivenUp) {
  const std::string page(1'000'000, 'x');
  const asio::const_buffer buffer(page.data(), page.size());
  error_code error;
  at_both_ends(
      [&]() -> asio::awaitable<void> { error = co_await server_->write(std::span(&buffer, 1), kShort); },
      []() -> asio::awaitable<void> { co_return; });
  EXPECT_EQ(error, asio::error::timed_out);
}

TEST_F(TlsWireTest, AnIdleConnectionThatHasHeardNothingIsQuiet) {
  ASSERT_EQ(sent_in({100}), "as it was sent");
  EXPECT_TRUE(client_->is_quiet());
}

TEST_F(TlsWireTest, AnIdleConnectionWhoseEndWasNotReadYetIsNotQuiet) {
  ASSERT_EQ(sent_in({100}), "as it was sent");
  server_->shutdown_send();
  EXPECT_FALSE(client_->is_quiet());
}

TEST_F(TlsWireTest, AnIdleConnectionWithAnAnswerThatNobodyAskedForIsNotQuiet) {
  ASSERT_EQ(sent_in({100}), "as it was sent");
  const asio::const_buffer unasked("x", 1);
  at_both_ends([&]() -> asio::awaitable<void> { co_await server_->write(std::span(&unasked, 1), kLong); },
               []() -> asio::awaitable<void> { co_return; });
  EXPECT_FALSE(client_->is_quiet());
}

TEST_F(TlsWireTest, AnEndThatIsSaidIsAnEnd) {
  server_->shutdown_send();
  error_code error;
  at_both_ends([]() -> asio::awaitable<void> { co_return; },
               [&]() -> asio::awaitable<void> { error = co_await client_->fill(kLong); });
  EXPECT_EQ(error, asio::error::eof);
}

TEST_F(TlsWireTest, AnEndThatIsNotSaidIsABreak) {
  server_->close();
  error_code error;
  at_both_ends([]() -> asio::awaitable<void> { co_return; },
               [&]() -> asio::awaitable<void> { error = co_await client_->fill(kLong); });
  EXPECT_EQ(error, asio::error::connection_reset);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
