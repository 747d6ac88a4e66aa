#include "proxy/upstream_watch.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string>
#include <utility>

#include "proxy/await_tuple.h"
#include "proxy/message_writer.h"
#include "proxy/server_log.h"
#include "proxy/upstream_failure.h"
#include "proxy/upstream_pool.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

/// How often it is looked whether a server that is out may be tried.
constexpr std::chrono::seconds kLook{1};
/// A head that is longer is no answer to a check.
constexpr std::size_t kLongestCheckHead = 64 * 1024;

void end_with_bug(const std::exception_ptr& bug) {
  if (bug) log_bug("upstream watch", bug);
}

bool is_good(int status, int wanted) {
  return wanted != 0 ? status == wanted : status >= 200 && status < 400;
}

}  // namespace

UpstreamWatch::UpstreamWatch(OwnAddresses own) : own_(std::move(own)), thread_([this] { io_.run(); }) {}

UpstreamWatch::~UpstreamWatch() {
  io_.stop();
  thread_.join();
}

void UpstreamWatch::look_after(Groups groups) {
  asio::post(io_, [this, groups = std::move(groups)] {
    std::erase_if(watched_, [&groups](const auto& watched) {
      watched->is_wanted = std::ranges::find(groups, watched->group) != groups.end();
      return !watched->is_wanted;
    });
    for (const std::shared_ptr<UpstreamGroup>& group : groups) {
      const auto known = std::ranges::find(watched_, group, &Watched::group);
      if (known == watched_.end()) begin(group);
    }
  });
}

void UpstreamWatch::begin(const std::shared_ptr<UpstreamGroup>& group) {
  const auto& watched = watched_.emplace_back(std::make_shared<Watched>(Watched{.group = group}));
  for (std::size_t server = 0; server < group->size(); ++server) {
    asio::co_spawn(io_, watch(watched, server), end_with_bug);
    if ((*group)[server].address.is_named()) asio::co_spawn(io_, look_up(watched, server), end_with_bug);
  }
}

UpstreamServer::Endpoints UpstreamWatch::endpoints_of_others(
    const asio::ip::tcp::resolver::results_type& found) const {
  UpstreamServer::Endpoints endpoints;
  for (const auto& entry : found) {
    if (own_.reached_by(entry.endpoint()) == nullptr) endpoints.emplace_back(entry.endpoint());
  }
  return endpoints;
}

asio::awaitable<void> UpstreamWatch::look_up(WatchedGroup watched, std::size_t server) {
  UpstreamGroup& group = *watched->group;
  asio::steady_timer timer(io_);
  asio::ip::tcp::resolver resolver(io_);
  const Endpoint& name = group[server].address.endpoint;
  bool was_good = true;
  for (;;) {
    timer.expires_after(kLookUpAgain);
    co_await timer.async_wait(kAwaitTuple);
    if (!watched->is_wanted) co_return;
    auto [error, found] = co_await resolver.async_resolve(name.host, std::to_string(name.port), kAwaitTuple);
    UpstreamServer::Endpoints endpoints = endpoints_of_others(found);
    const std::string problem = error               ? "cannot be found: " + error.message()
                                : endpoints.empty() ? "leads to Caveat itself"
                                                    : "";
    if (!problem.empty() && was_good)
      log_warning(group.site() + ": the name " + name.host + " " + problem +
                  "; the addresses that it had are used on");
    was_good = problem.empty();
    if (was_good) group[server].move_to(std::move(endpoints));
  }
}

asio::awaitable<void> UpstreamWatch::watch(WatchedGroup watched, std::size_t server) {
  UpstreamGroup& group = *watched->group;
  const HealthOptions& options = group.options().health;
  const bool checks = !options.check_path.empty();
  asio::steady_timer timer(io_);
  while (watched->is_wanted) {
    if (checks) {
      const std::optional<bool> passes = co_await passes_check(group, server);
      if (passes) group.checked(server, *passes);
      if (passes == true) group.reached(server, std::chrono::steady_clock::now());
    } else if (group[server].health.is_due(std::chrono::steady_clock::now())) {
      const std::optional<bool> is_there = co_await is_reachable(group, server);
      const auto now = std::chrono::steady_clock::now();
      if (is_there == true) group.reached(server, now);
      if (is_there == false) group.failed(server, now, "upstream_unreachable");
    }
    timer.expires_after(checks ? options.check_interval : std::chrono::milliseconds(kLook));
    co_await timer.async_wait(kAwaitTuple);
  }
}

asio::awaitable<std::optional<bool>> UpstreamWatch::is_reachable(UpstreamGroup& group, std::size_t server) {
  auto fresh = std::make_unique<UpstreamConnection>(io_, deadlines_, std::size_t{1024});
  const Connected connected = co_await connect_to(group, server, 0, std::move(fresh));
  if (!connected && is_shortage(connected.error())) co_return std::nullopt;
  co_return connected.has_value();
}

asio::awaitable<std::optional<bool>> UpstreamWatch::passes_check(UpstreamGroup& group, std::size_t server) {
  const HealthOptions& options = group.options().health;
  auto fresh = std::make_unique<UpstreamConnection>(io_, deadlines_, kLongestCheckHead);
  Connected connected = co_await connect_to(group, server, 0, std::move(fresh));
  if (!connected && is_shortage(connected.error())) co_return std::nullopt;
  if (!connected) co_return false;
  UpstreamConnection& connection = **connected;
  filter::RequestHead head;
  head.method = "GET";
  head.target = options.check_path;
  head.fields.append("Host",
                     group.check_host().empty() ? group[server].address.authority() : group.check_host());
  head.fields.append("User-Agent", "caveat");
  head.fields.append("Connection", "close");
  std::string bytes;
  append_request_head(bytes, head);
  const asio::const_buffer buffer(bytes.data(), bytes.size());
  error_code error = co_await connection.wire.write(std::span(&buffer, 1), options.check_timeout);
  IncomingResponse response;
  const auto last_moment = deadlines_.now() + options.check_timeout;
  while (!error) {
    const auto used = connection.messages.read_response_head(connection.wire.input(), false, response);
    if (!used) co_return false;
    connection.wire.consume(*used);
    if (*used > 0 && response.head.status >= 200)
      co_return is_good(response.head.status, options.check_status);
    if (*used > 0) continue;
    error = co_await connection.wire.fill(deadlines_.time_until(last_moment));
  }
  co_return false;
}

}  // namespace caveat::proxy
