// A request's body that is sent in a coroutine of its own: nothing of it is left running behind its end.
#include "proxy/request_body.h"

#include <gtest/gtest.h>

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proxy/deadlines.h"
#include "proxy/wire.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

namespace asio = boost::asio;
using Unix = asio::local::stream_protocol;

/// Comes in one piece, and is there from the start.
class WholeContent final : public RequestContent {
 public:
  explicit WholeContent(std::string_view bytes) : bytes_(bytes) {}
  asio::awaitable<ContentFailure> next(std::vector<std::string_view>& pieces) override {
    pieces.push_back(bytes_);
    taken_ = true;
    co_return ContentFailure{};
  }
  void consume() override {}
  filter::FieldLines trailers() const override { return {}; }
  bool done() const override { return taken_; }
  bool has_input() const override { return !taken_; }
  void interrupt() override {}

 private:
  std::string_view bytes_;
  bool taken_ = false;
};

const RegionFields kNoRegionFields;

asio::awaitable<void> send_and_forget(Wire& upstream, RequestContent& content,
                                      std::optional<RequestBody>& body,
                                      const std::shared_ptr<std::size_t>& ahead) {
  body.emplace(content, false, kNoRegionFields, ahead);
  co_await body->read_ahead(false);
  body->start(co_await asio::this_coro::executor, upstream, std::chrono::seconds(1));
  co_await body->stop();
  EXPECT_EQ(body->state(), RequestBody::State::sent);
  EXPECT_EQ(*ahead, 0U);
  body.reset();
}

TEST(RequestBody, ThatWasSentAtOnceMayGoOnceItHasStopped) {
  asio::io_context io(1);
  Deadlines deadlines(io);
  Unix::socket ours(io);
  Unix::socket server(io);
  asio::local::connect_pair(ours, server);
  Wire upstream(io, StreamSocket(std::move(ours)), deadlines, 1024, 1024);
  WholeContent content("the whole body");
  std::optional<RequestBody> body;
  const auto ahead = std::make_shared<std::size_t>(0);
  asio::co_spawn(io, send_and_forget(upstream, content, body, ahead), asio::detached);
  io.run_for(std::chrono::milliseconds(20));
  ASSERT_FALSE(body);
  std::array<char, 14> received;
  asio::read(server, asio::buffer(received));
  EXPECT_EQ(std::string_view(received.data(), received.size()), "the whole body");
}

/// One that never ends, in pieces of 10,000 bytes.
class EndlessContent final : public RequestContent {
 public:
  asio::awaitable<ContentFailure> next(std::vector<std::string_view>& pieces) override {
    pieces.push_back(bytes_);
    co_return ContentFailure{};
  }
  void consume() override {}
  bool done() const override { return false; }
  bool has_input() const override { return true; }
  void interrupt() override {}

 private:
  const std::string bytes_ = std::string(10'000, 'x');
};

TEST(RequestBody, ThoseOfAConnectionHoldNoMoreTogetherThanFewOfThemAlone) {
  asio::io_context io(1);
  EndlessContent content;
  const auto ahead = std::make_shared<std::size_t>(0);
  std::deque<RequestBody> bodies;
  for (int body = 0; body < 100; ++body)
    asio::co_spawn(io, bodies.emplace_back(content, false, kNoRegionFields, ahead).read_ahead(false),
                   asio::detached);
  io.run_for(std::chrono::seconds(5));
  EXPECT_GE(*ahead, 512U * 1024);
  EXPECT_LT(*ahead, 512U * 1024 + 10'000);
  bodies.clear();
  EXPECT_EQ(*ahead, 0U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
