#include "proxy/page_fetch.h"

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <deque>
#include <exception>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "proxy/message_writer.h"
#include "proxy/upstream_pool.h"
#include "proxy/upstream_setup.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kLongestPageHead = 64 * 1024;

/// One request on a connection of its own.
class Fetch {
 public:
  Fetch(UpstreamGroup& group, const filter::RequestHead& request, const FetchLimits& limits)
      : group_(group), request_(request), limits_(limits) {}

  boost::system::result<FetchedPage, FetchFailure> run() {
    std::exception_ptr bug;
    asio::co_spawn(io_, fetch(), [&bug](const std::exception_ptr& thrown) { bug = thrown; });
    io_.run();
    if (bug) std::rethrow_exception(bug);
    if (!failure_.empty()) return FetchFailure{failure_};
    return std::move(page_);
  }

 private:
  asio::awaitable<void> fetch() {
    std::unique_ptr<UpstreamConnection> connection;
    for (std::size_t server = 0; server < group_.size() && !connection; ++server) {
      auto fresh = std::make_unique<UpstreamConnection>(io_, deadlines_, kLongestPageHead);
      Connected connected = co_await connect_to(group_, server, 0, std::move(fresh));
      if (connected) connection = std::move(*connected);
    }
    if (connection) {
      co_await ask(*connection);
    } else {
      failure_ = "no server of the site could be reached";
    }
    deadlines_.stop();
  }

  asio::awaitable<void> ask(UpstreamConnection& connection) {
    std::string bytes;
    append_request_head(bytes, request_);
    const asio::const_buffer buffer(bytes.data(), bytes.size());
    const error_code error = co_await connection.wire.write(std::span(&buffer, 1), left());
    IncomingResponse response;
    bool is_there = !error;
    if (is_there) is_there = co_await read_head(connection, response);
    if (!is_there) {
      failure_ = "the site gave no answer that can be understood";
      co_return;
    }
    page_.head = std::move(response.head);
    if (response.has_body) co_await read_body(connection, response.ends_at_close);
  }

  /// Every wait ends by itself, so that nothing is left over.
  std::chrono::milliseconds left() const {
    return std::max(deadlines_.time_until(last_moment_), std::chrono::milliseconds(1));
  }

  /// False if none came.
  asio::awaitable<bool> read_head(UpstreamConnection& connection, IncomingResponse& response) {
    for (;;) {
      const auto used = connection.messages.read_response_head(connection.wire.input(), false, response);
      if (!used) co_return false;
      connection.wire.consume(*used);
      if (*used > 0 && response.head.status >= 200) co_return true;
      if (*used > 0) continue;
      const error_code error = co_await connection.wire.fill(left());
      if (error) co_return false;
    }
  }

  asio::awaitable<void> read_body(UpstreamConnection& connection, bool ends_at_close) {
    std::vector<std::string_view> pieces;
    for (;;) {
      pieces.clear();
      const auto used = connection.messages.read_body(connection.wire.input(), pieces);
      if (!used) {
        failure_ = "the page is cut off";
        co_return;
      }
      for (const std::string_view piece : pieces) page_.body += piece;
      connection.wire.consume(*used);
      if (page_.body.size() > limits_.body_bytes) {
        failure_ = "the page is too large for a preview";
        co_return;
      }
      if (connection.messages.done()) co_return;
      const error_code error = co_await connection.wire.fill(left());
      if (!error) continue;
      if (!ends_at_close) failure_ = "the page is cut off";
      co_return;
    }
  }

  UpstreamGroup& group_;
  const filter::RequestHead& request_;
  const FetchLimits& limits_;
  asio::io_context io_{1};
  Deadlines deadlines_{io_};
  FetchedPage page_;
  std::string failure_;
  const std::chrono::steady_clock::time_point last_moment_ = deadlines_.now() + limits_.time;
};

}  // namespace

boost::system::result<FetchedPage, FetchFailure> fetch_page(const SiteOptions& site,
                                                            const filter::RequestHead& request,
                                                            const FetchLimits& limits) {
  const auto group = open_group(site, OwnAddresses());
  if (!group) return FetchFailure{group.error().message};
  Fetch fetch(**group, request, limits);
  return fetch.run();
}

}  // namespace caveat::proxy
