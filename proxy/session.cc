#include "proxy/session.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <utility>

#include "proxy/admission.h"
#include "proxy/captured_stream.h"
#include "proxy/exchange.h"
#include "proxy/head_wait.h"
#include "proxy/http1_request_content.h"
#include "proxy/http1_response_writer.h"
#include "proxy/proxy_header.h"
#include "proxy/reader_address.h"
#include "proxy/refusal.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

/// Most heads fit, or do so at the second size; a connection that waits costs no more.
constexpr std::size_t kFirstBuffer = 1024;
constexpr std::string_view kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// How much of what a reader still sends is read and dropped, so that it gets to see the answer.
constexpr std::size_t kMostDropped = 1024 * 1024;
constexpr std::chrono::seconds kLongestFarewell{2};

ResponseTerms terms_of(const IncomingRequest& request) {
  return {.to_head = request.head.method == "HEAD",
          .http_1_0 = request.http_1_0,
          .takes_trailers = request.head.fields.has_token("TE", "trailers"),
          // A body that an answer does not wait for would be read as the next request.
          .keep_alive = request.keep_alive && !request.has_body};
}

}  // namespace

Session::Session(Services& services, StreamSocket socket, const geoip::Address& peer,
                 const ListenTerms& terms)
    : services_(services),
      began_with_(services.current.now().sites->served),
      wire_(services.io, std::move(socket), services.deadlines, kFirstBuffer, limits().header_bytes),
      peer_(peer),
      terms_(terms) {}

asio::awaitable<void> Session::run() {
  const bool begun = co_await begin();
  if (!begun) co_return;
  const Version version = co_await first_version();
  if (version == Version::http_1) co_await run_http1();
  if (version == Version::http_2) co_await run_http2();
}

asio::awaitable<bool> Session::begin() {
  if (terms_.proxy_protocol) {
    const bool is_sound = co_await read_proxy_header();
    if (!is_sound) {
      services_.metrics.count_refusal(400, "proxy_header");
      co_return false;
    }
  }
  if (!is_within_bounds()) {
    co_await turn_away(429, "connections_per_address");
    co_return false;
  }
  if (terms_.tls) {
    const error_code error =
        co_await wire_.accept_tls(services_.certificates.current(), limits().header_time);
    if (error) {
      services_.metrics.count_refusal(400, "tls_handshake");
      co_return false;
    }
  }
  co_return true;
}

/// Whether one more connection of the peer is; if so, it counts as long as this lives.
bool Session::is_within_bounds() {
  // A trusted proxy's connections carry many readers.
  if (is_trusted(peer_, began_with_->options().trusted_proxies)) return true;
  counted_.emplace(services_.reader_limits, peer_);
  return counted_->is_within_bounds();
}

asio::awaitable<bool> Session::read_proxy_header() {
  if (!is_trusted(peer_, began_with_->options().trusted_proxies)) co_return false;
  const auto last_moment = services_.deadlines.now() + limits().header_time;
  std::vector<char> shown(kMostProxyHeader);
  std::size_t size = 0;
  for (;;) {
    const error_code error =
        co_await wire_.peek(shown, size, size, services_.deadlines.time_until(last_moment));
    if (error) co_return false;
    const auto header = parse_proxy_header({shown.data(), size});
    if (!header || (!*header && size == shown.size())) co_return false;
    if (!*header) continue;
    wire_.discard((*header)->size);
    peer_is_nameless_ = !(*header)->source;
    peer_ = (*header)->source.value_or(peer_);
    co_return true;
  }
}

/// By ALPN, or by the preface that a reader sends who knows (RFC 9113, 3.2 and 3.3).
asio::awaitable<Session::Version> Session::first_version() {
  if (terms_.tls) co_return wire_.protocol() == "h2" ? Version::http_2 : Version::http_1;
  while (kPreface.starts_with(wire_.input()) && wire_.input().size() < kPreface.size()) {
    idle_ = wire_.input().empty();
    const bool was_idle = idle_;
    if (!was_idle && !head_ends_) head_ends_ = services_.deadlines.now() + limits().header_time;
    // Apart: of a choice within what is awaited g++ 12 evaluates both.
    const std::chrono::milliseconds time =
        was_idle ? limits().idle_time : services_.deadlines.time_until(*head_ends_);
    const error_code error = co_await wire_.fill(time);
    idle_ = false;
    if (!error) continue;
    if (error == asio::error::timed_out && !was_idle) co_await refuse(408, "head_timeout", false);
    co_return Version::none;
  }
  co_return wire_.input().starts_with(kPreface) ? Version::http_2 : Version::http_1;
}

asio::awaitable<void> Session::run_http2() {
  Http2Session http2(services_, limits(), wire_, arrival(), head_ends_);
  http2_ = &http2;
  co_await http2.run();
  http2_ = nullptr;
  co_await close_gently();
}

asio::awaitable<void> Session::run_http1() {
  // Who has just come is not sent away unheard because the server ends.
  while (fresh_ || !services_.draining) {
    const HeadTimes times{.idle = services_.draining ? kLastCall : limits().idle_time,
                          .head = limits().header_time,
                          .last_moment = std::exchange(head_ends_, std::nullopt)};
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
    wire_.shrink();
  }
}

asio::awaitable<bool> Session::serve(IncomingRequest&& request) {
  const bool to_head = request.head.method == "HEAD";
  const std::chrono::milliseconds idle_time = limits().idle_time;
  auto addressed = admit_request(services_, std::move(request), arrival());
  if (!addressed) {
    co_await refuse(addressed.error().status, addressed.error().reason, to_head);
    co_return false;
  }
  const IncomingRequest& message = addressed->message;
  Http1RequestContent content(wire_, messages_, idle_time);
  RequestBody body(content, message.head.fields.contains("Transfer-Encoding"),
                   addressed->sites->options().region_fields, nullptr);
  if (message.has_body) {
    co_await body.read_ahead(message.head.fields.contains("Expect") && !message.http_1_0);
    if (body.state() == RequestBody::State::reader_failed) {
      co_await refuse(body.failure_status(), body.failure_reason(), to_head);
      co_return false;
    }
  }
  co_return co_await exchange(*addressed, body);
}

/// A coroutine of its own: a body that comes slowly would else hold room for all of this before it is needed.
asio::awaitable<bool> Session::exchange(AddressedRequest& request, RequestBody& body) {
  ResponseTerms terms = terms_of(request.message);
  if (services_.draining) terms.keep_alive = false;
  Http1ResponseWriter writer(wire_, terms, limits().idle_time);
  CapturedStream captured(services_.capture, writer, request);
  Exchange exchange(services_, body, captured.stream(), request);
  const Exchange::Outcome outcome = co_await exchange.run();
  if (captured.is_kept()) captured.finish(exchange.record());
  if (outcome == Exchange::Outcome::finished) co_await close_gently();
  co_return outcome == Exchange::Outcome::reusable;
}

asio::awaitable<void> Session::turn_away(int status, std::string_view reason) {
  if (!terms_.tls) {
    co_await refuse(status, reason, false);
    co_return;
  }
  // A handshake would cost more than many a request, just when there is too much to do.
  services_.metrics.count_refusal(status, reason);
  wire_.close();
}

asio::awaitable<void> Session::refuse(int status, std::string_view reason, bool to_head) {
  services_.metrics.count_refusal(status, reason);
  const std::string response = refusal_bytes(status, to_head);
  const asio::const_buffer buffer(response.data(), response.size());
  const error_code error = co_await wire_.write(std::span(&buffer, 1), limits().idle_time);
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
  if (http2_ != nullptr) http2_->drain();
  if (!idle_) return;
  if (fresh_) {
    wire_.extend_read(kLastCall);
  } else {
    wire_.cancel();
  }
}

}  // namespace caveat::proxy
