#include "proxy/session.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <utility>

#include "proxy/addressed_request.h"
#include "proxy/admission.h"
#include "proxy/exchange.h"
#include "proxy/head_wait.h"
#include "proxy/refusal.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kBuffer = 16 * 1024;
/// How much of what a reader still sends is read and dropped, so that it gets to see the answer.
constexpr std::size_t kMostDropped = 1024 * 1024;
constexpr std::chrono::seconds kLongestFarewell{2};
constexpr std::chrono::milliseconds kPatienceWhenDraining{1000};

}  // namespace

Session::Session(Services& services, asio::ip::tcp::socket socket, const geoip::Address& peer)
    : services_(services),
      wire_(std::move(socket), services.deadlines, std::min(kBuffer, services.options.limits.header_bytes),
            services.options.limits.header_bytes),
      peer_(peer) {}

asio::awaitable<void> Session::run() {
  const ServerLimits& limits = services_.options.limits;
  // Who has just come is not sent away unheard because the server ends.
  while (fresh_ || !services_.draining) {
    const HeadTimes times{.idle = services_.draining ? kPatienceWhenDraining : limits.idle_time,
                          .head = limits.header_time};
    IncomingRequest request;
    const HeadOutcome outcome = co_await wait_for_request_head(wire_, messages_, times, request, idle_);
    if (outcome.status == 0) break;
    if (outcome.status != 200) {
      co_await refuse(outcome.status, outcome.reason, false);
      break;
    }
    fresh_ = false;
    const bool goes_on = co_await serve(std::move(request));
    if (!goes_on) break;
  }
}

asio::awaitable<bool> Session::serve(IncomingRequest request) {
  const bool to_head = request.head.method == "HEAD";
  auto addressed = address_request(std::move(request), peer_, services_.options);
  if (!addressed) {
    co_await refuse(addressed.error().status, addressed.error().reason, to_head);
    co_return false;
  }
  if (const auto refusal = refused_by_limits(services_, *addressed)) {
    co_await refuse(refusal->status, refusal->reason, to_head);
    co_return false;
  }
  Exchange exchange(services_, wire_, messages_, *std::move(addressed));
  const Exchange::Outcome outcome = co_await exchange.run();
  if (outcome == Exchange::Outcome::finished) co_await close_gently();
  co_return outcome == Exchange::Outcome::reusable;
}

asio::awaitable<void> Session::turn_away(int status, std::string_view reason) {
  co_await refuse(status, reason, false);
}

asio::awaitable<void> Session::refuse(int status, std::string_view reason, bool to_head) {
  services_.metrics.count_refusal(status, reason);
  const std::string response = refusal_response(status, to_head);
  const asio::const_buffer buffer(response.data(), response.size());
  const error_code error = co_await wire_.write(std::span(&buffer, 1), services_.options.limits.idle_time);
  if (!error) co_await close_gently();
}

asio::awaitable<void> Session::close_gently() {
  wire_.shutdown_send();
  const auto last_moment = std::chrono::steady_clock::now() + kLongestFarewell;
  std::size_t dropped = 0;
  while (dropped < kMostDropped && std::chrono::steady_clock::now() < last_moment) {
    dropped += wire_.input().size();
    wire_.consume(wire_.input().size());
    const error_code error = co_await wire_.fill(kLongestFarewell);
    if (error) break;
  }
}

void Session::drain() {
  if (!idle_) return;
  if (fresh_) {
    wire_.extend_read(kPatienceWhenDraining);
  } else {
    wire_.cancel();
  }
}

}  // namespace caveat::proxy
