#include "proxy/tunnel.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>

#include "proxy/await_tuple.h"
#include "proxy/server_log.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

/// What is left to one side to say once the other has closed.
constexpr std::chrono::milliseconds kLastWord{2'000};

}  // namespace

Tunnel::Tunnel(asio::io_context& io, Wire& reader, Wire& upstream, std::chrono::milliseconds idle_time)
    : io_(io),
      reader_(reader),
      upstream_(upstream),
      idle_time_(idle_time),
      back_ended_(io, asio::steady_timer::time_point::max()) {}

asio::awaitable<void> Tunnel::run() {
  going_back_ = true;
  asio::co_spawn(io_, pump_back(), [this](const std::exception_ptr& bug) {
    if (bug) log_bug("tunnel", bug);
    going_back_ = false;
    back_ended_.cancel();
  });
  co_await pump(reader_, upstream_);
  while (going_back_) co_await back_ended_.async_wait(kAwaitTuple);
}

asio::awaitable<void> Tunnel::pump_back() {
  co_await pump(upstream_, reader_);
}

asio::awaitable<void> Tunnel::pump(Wire& from, Wire& to) {
  error_code error;
  while (!error && !ended_) {
    if (!from.input().empty()) {
      const asio::const_buffer buffer(from.input().data(), from.input().size());
      error = co_await to.write(std::span(&buffer, 1), idle_time_);
      from.consume(buffer.size());
      // What goes one way shows that there is life in the other as well.
      to.extend_read(idle_time_);
    } else {
      error = co_await from.fill(idle_time_);
    }
  }
  if (error == asio::error::timed_out && !closing_) stalled_ = true;
  if (error != asio::error::eof) co_return end();
  closing_ = true;
  to.shutdown_send();
  idle_time_ = std::min(idle_time_, kLastWord);
  to.extend_read(idle_time_);
}

void Tunnel::end() {
  ended_ = true;
  reader_.cancel();
  upstream_.cancel();
}

}  // namespace caveat::proxy
