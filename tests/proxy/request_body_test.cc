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

asio::awaitable<void> send_and_forget(Wire& upstream, RequestContent& content,
                                      std::optional<RequestBody>& body) {
  static const RegionFields kNoRegionFields;
  body.emplace(content, false, kNoRegionFields);
  co_await body->read_ahead(false);
  body->start(co_await asio::this_coro::executor, upstream, std::chrono::seconds(1));
  co_await body->stop();
  EXPECT_EQ(body->state(), RequestBody::State::sent);
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
  asio::co_spawn(io, send_and_forget(upstream, content, body), asio::detached);
  io.run_for(std::chrono::milliseconds(20));
  ASSERT_FALSE(body);
  std::array<char, 14> received;
  asio::read(server, asio::buffer(received));
  EXPECT_EQ(std::string_view(received.data(), received.size()), "the whole body");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
