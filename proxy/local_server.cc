#include "proxy/local_server.h"

#include <unistd.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "geoip/address.h"
#include "proxy/await_tuple.h"
#include "proxy/head_wait.h"
#include "proxy/message_writer.h"
#include "proxy/refusal.h"
#include "proxy/server_log.h"
#include "rules/canonical_url.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kRequestBuffer = 16 * 1024;
constexpr std::size_t kMostHead = 64 * 1024;
constexpr HeadTimes kTimes{.idle = std::chrono::seconds(60), .head = std::chrono::seconds(10)};
constexpr std::chrono::seconds kIdle{60};
constexpr std::chrono::milliseconds kPauseAfterShortage{100};

void log_if_bug(const std::exception_ptr& bug) {
  if (bug) log_bug("local server", bug);
}

std::string response_bytes(const LocalResponse& response, const IncomingRequest& request) {
  filter::ResponseHead head = response.head;
  head.fields.set("Content-Length", std::to_string(response.body.size()));
  const bool to_head = request.head.method == "HEAD";
  const std::string_view kept = request.http_1_0 ? "keep-alive" : "";
  std::string out;
  append_response_head(out, head, to_head ? BodyFraming::none : BodyFraming::length,
                       request.keep_alive ? kept : "close");
  if (!to_head) out += response.body;
  return out;
}

/// To be spawned where the answer is to be made; what it refers to outlives it.
asio::awaitable<LocalResponse> made_elsewhere(const LocalHandler& handler, const filter::RequestHead& request,
                                              const std::string& body) {
  co_return handler(request, body);
}

}  // namespace

/// The thread, and what runs on it.
class LocalServer::Loop {
 public:
  Loop(const LocalServerOptions& options, const LocalHandler& handler, const ListeningSockets& sockets)
      : options_(options), handler_(handler), acceptor_(io_, sockets.protocol, sockets.descriptors.front()) {
    if (options.answer_threads > 0) answers_.emplace(options.answer_threads);
    asio::co_spawn(io_, accept(), log_if_bug);
    thread_ = std::thread([this] { io_.run(); });
  }
  ~Loop() {
    io_.stop();
    thread_.join();
    if (answers_) answers_->join();
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

 private:
  asio::awaitable<void> accept();
  asio::awaitable<void> serve(StreamSocket socket);
  asio::awaitable<bool> answer(Wire& wire, MessageReader& messages, const IncomingRequest& request);
  asio::awaitable<int> read_whole_body(Wire& wire, MessageReader& messages, const IncomingRequest& request,
                                       std::string& body);
  asio::awaitable<bool> write(Wire& wire, const std::string& bytes);

  const LocalServerOptions& options_;
  const LocalHandler& handler_;
  asio::io_context io_{1};
  asio::basic_socket_acceptor<asio::generic::stream_protocol> acceptor_;
  Deadlines deadlines_{io_};
  std::optional<asio::thread_pool> answers_;
  std::thread thread_;
};

asio::awaitable<void> LocalServer::Loop::accept() {
  asio::steady_timer pause(io_);
  for (;;) {
    auto [error, socket] = co_await acceptor_.async_accept(kAwaitTuple);
    if (error) {
      // Out of descriptors, most likely: trying again at once would only burn the processor.
      pause.expires_after(kPauseAfterShortage);
      co_await pause.async_wait(kAwaitTuple);
      continue;
    }
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    asio::co_spawn(io_, serve(std::move(socket)), log_if_bug);
  }
}

asio::awaitable<void> LocalServer::Loop::serve(StreamSocket socket) {
  Wire wire(io_, std::move(socket), deadlines_, kRequestBuffer, kMostHead);
  MessageReader messages;
  for (;;) {
    IncomingRequest request;
    bool idle = false;
    const HeadOutcome outcome = co_await wait_for_request_head(wire, messages, kTimes, request, idle);
    if (outcome.status == 0) co_return;
    if (outcome.status != 200) {
      const std::string refusal = refusal_bytes(outcome.status, false);
      co_await write(wire, refusal);
      co_return;
    }
    const bool goes_on = co_await answer(wire, messages, request);
    if (!goes_on) co_return;
  }
}

asio::awaitable<bool> LocalServer::Loop::answer(Wire& wire, MessageReader& messages,
                                                const IncomingRequest& request) {
  std::string body;
  int status = 200;
  const std::string_view host = request.head.fields.first("Host").value_or(std::string_view());
  if (options_.only_loopback_hosts && !is_loopback_host(host)) status = 421;
  if (status == 200) status = co_await read_whole_body(wire, messages, request, body);
  if (status == 0) co_return false;
  if (status != 200) {
    const std::string refusal = refusal_bytes(status, request.head.method == "HEAD");
    co_await write(wire, refusal);
    co_return false;
  }
  LocalResponse response;
  if (answers_) {
    auto answer = made_elsewhere(handler_, request.head, body);
    response = co_await asio::co_spawn(*answers_, std::move(answer), asio::use_awaitable);
  } else {
    response = handler_(request.head, body);
  }
  const std::string bytes = response_bytes(response, request);
  const bool written = co_await write(wire, bytes);
  co_return written&& request.keep_alive;
}

asio::awaitable<int> LocalServer::Loop::read_whole_body(Wire& wire, MessageReader& messages,
                                                        const IncomingRequest& request, std::string& body) {
  if (!request.has_body) co_return 200;
  if (request.head.fields.has_token("Expect", "100-continue")) {
    const std::string proceed = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await write(wire, proceed);
  }
  std::vector<std::string_view> pieces;
  for (;;) {
    pieces.clear();
    const auto used = messages.read_body(wire.input(), pieces);
    if (!used) co_return 400;
    for (const std::string_view piece : pieces) body += piece;
    wire.consume(*used);
    if (body.size() > options_.body_bytes) co_return 413;
    if (messages.done()) co_return 200;
    const error_code error = co_await wire.fill(kIdle);
    if (error) co_return 0;
  }
}

asio::awaitable<bool> LocalServer::Loop::write(Wire& wire, const std::string& bytes) {
  const asio::const_buffer buffer(bytes.data(), bytes.size());
  const error_code error = co_await wire.write(std::span(&buffer, 1), kIdle);
  co_return !error;
}

LocalServer::LocalServer(LocalServerOptions options, LocalHandler handler)
    : options_(std::move(options)), handler_(std::move(handler)) {}

LocalServer::~LocalServer() {
  if (!sockets_ || loop_) return;
  for (const int descriptor : sockets_->descriptors) ::close(descriptor);
}

boost::system::result<void, ServerError> LocalServer::bind() {
  auto sockets = listen_on(options_.listen, 1, options_.sources);
  if (!sockets) return sockets.error();
  sockets_ = *std::move(sockets);
  return {};
}

boost::system::result<void, ServerError> LocalServer::start() {
  if (!sockets_) {
    if (const auto bound = bind(); !bound) return bound.error();
  }
  loop_ = std::make_unique<Loop>(options_, handler_, *sockets_);
  return {};
}

std::uint16_t LocalServer::port() const {
  return sockets_ ? sockets_->port : 0;
}

bool is_loopback_host(std::string_view host) {
  const auto site = rules::canonical_site(host);
  if (!site) return false;
  if (*site == "localhost" || site->ends_with(".localhost") || *site == "[::1]" || *site == "::1")
    return true;
  const auto address = geoip::Address::parse(*site);
  static const auto kLoopback = geoip::Network::parse("127.0.0.0/8");
  return address && kLoopback->contains(*address);
}

}  // namespace caveat::proxy
