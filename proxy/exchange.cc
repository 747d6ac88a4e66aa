#include "proxy/exchange.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <string>
#include <utility>

#include "geoip/combined_location.h"
#include "proxy/accept_language.h"
#include "proxy/connection_fields.h"
#include "proxy/region_data_age.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using State = filter::Passage::State;

/// How much of the upstream's bytes is edited before what came of them is written.
constexpr std::size_t kSlice = 8 * 1024;
constexpr std::size_t kMostWaiting = 128 * 1024;

/// As the databases say if they are not too old, unless a trusted header or an override knows better.
geoip::Location location_of(const AddressedRequest& request, const geoip::Locator& locator,
                            const JudgedTime& now, std::chrono::seconds max_age) {
  geoip::Location location = request.reader ? locator.locate(*request.reader) : geoip::Location{};
  if (region_data_age(locator.database_built(), now.time, max_age) == RegionDataAge::outdated) {
    location = geoip::without_databases(location);
  }
  return request.stated_region ? geoip::stated_before(*request.stated_region, location) : location;
}

rules::Facts facts_of(const AddressedRequest& request, const geoip::Locator& locator, const JudgedTime& now,
                      std::chrono::seconds max_age) {
  rules::Facts facts;
  facts.site = request.site;
  facts.path = request.target.path;
  facts.query = request.target.query;
  facts.method = request.message.head.method;
  facts.location = location_of(request, locator, now, max_age);
  facts.reader_languages = accepted_languages(request.message.head.fields.combined("Accept-Language"));
  facts.time = now.time;
  facts.time_in_doubt = now.in_doubt;
  return facts;
}

filter::Passage passage_of(const Services& services, const AddressedRequest& request,
                           ResponseWriter& writer) {
  const Judgement judgement = services.snapshot.current();
  return filter::Passage(
      judgement.rules,
      facts_of(request, *judgement.locator, services.clock.now(), services.options.region_max_age),
      services.options.passage, writer, services.options.acceptance);
}

ResponseTerms terms_of(const AddressedRequest& request, bool draining) {
  return {.to_head = request.message.head.method == "HEAD",
          .http_1_0 = request.message.http_1_0,
          // A body that an answer does not wait for would be read as the next request.
          .keep_alive = request.message.keep_alive && !request.message.has_body && !draining};
}

bool is_idempotent(std::string_view method) {
  constexpr std::array<std::string_view, 5> kMethods = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"};
  return std::find(kMethods.begin(), kMethods.end(), method) != kMethods.end();
}

}  // namespace

Exchange::Exchange(Services& services, Wire& reader, MessageReader& messages, AddressedRequest request)
    : services_(services),
      reader_(reader),
      request_(std::move(request)),
      upstream_head_(upstream_head(request_)),
      writer_(reader, terms_of(request_, services.draining), services.options.limits.idle_time),
      passage_(passage_of(services, request_, writer_)),
      body_(reader, messages, upstream_head_.fields.contains("Transfer-Encoding"), services.options.limits),
      hold_(services.deadlines) {}

asio::awaitable<Exchange::Outcome> Exchange::run() {
  passage_.request(upstream_head_);
  if (running()) {
    writer_.set_keep_alive(request_.message.keep_alive && !services_.draining);
    co_await ask_upstream();
  }
  co_return co_await settle();
}

asio::awaitable<void> Exchange::ask_upstream() {
  error_code error = co_await send_request(true);
  if (!error) error = co_await receive_head();
  if (error && may_ask_again()) {
    error = co_await send_request(false);
    if (!error) error = co_await receive_head();
  }
  if (error) {
    co_await body_.stop();
    fail_upstream(error);
    co_return;
  }
  remove_connection_fields(response_.head.fields);
  response_.head.fields.append("Via", "1.1 caveat");
  passage_.response(response_.head);
  co_await relay_body();
}

bool Exchange::may_ask_again() const {
  return upstream_ && upstream_->kept && !got_response_ && flaw_.empty() && !request_.message.has_body &&
         is_idempotent(request_.message.head.method);
}

asio::awaitable<error_code> Exchange::send_request(bool may_use_kept) {
  upstream_ = may_use_kept ? services_.upstream.take_kept() : nullptr;
  if (!upstream_) {
    auto connected = co_await services_.upstream.connect();
    if (!connected)
      co_return connected.error() == asio::error::timed_out ? connected.error()
                                                            : error_code(asio::error::not_connected);
    upstream_ = *std::move(connected);
  }
  std::string head;
  append_request_head(head, upstream_head_);
  const asio::const_buffer buffer(head.data(), head.size());
  const error_code error =
      co_await upstream_->wire.write(std::span(&buffer, 1), services_.options.limits.upstream_idle_time);
  if (!error && request_.message.has_body) body_.start(services_.io.get_executor(), upstream_->wire);
  co_return error;
}

asio::awaitable<error_code> Exchange::receive_head() {
  const bool to_head = request_.message.head.method == "HEAD";
  for (;;) {
    const auto used = upstream_->messages.read_response_head(upstream_->wire.input(), to_head, response_);
    if (!used) {
      flaw_ = used.error().reason;
      co_return error_code(asio::error::invalid_argument);
    }
    upstream_->wire.consume(*used);
    if (*used > 0 && response_.head.status >= 200) co_return error_code();
    if (*used > 0) {
      const bool is_allowed = co_await pass_informational();
      if (!is_allowed) co_return error_code(asio::error::invalid_argument);
      continue;
    }
    const error_code error = co_await upstream_->wire.fill(services_.options.limits.upstream_idle_time);
    if (error) co_return error;
    got_response_ = true;
  }
}

asio::awaitable<bool> Exchange::pass_informational() {
  if (response_.head.status == 101) {
    flaw_ = "switching_protocols";
    co_return false;
  }
  // 103 is held back: its links could load what a rule takes out of the page.
  const bool is_wanted = upstream_head_.fields.contains("Expect");
  if (response_.head.status != 100 || !is_wanted) co_return true;
  constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  const asio::const_buffer buffer(kContinue.data(), kContinue.size());
  co_await reader_.write(std::span(&buffer, 1), services_.options.limits.idle_time);
  co_return true;
}

void Exchange::fail_upstream(const error_code& error) {
  if (body_.state() == RequestBody::State::reader_failed) {
    passage_.upstream_failed(body_.failure_status(), body_.failure_reason());
    return;
  }
  const bool slow = error == asio::error::timed_out;
  const std::string_view reason = !flaw_.empty()                          ? "upstream_malformed"
                                  : slow                                  ? "upstream_timeout"
                                  : error == asio::error::not_connected   ? "upstream_unreachable"
                                  : error == asio::error::no_buffer_space ? "upstream_head_too_large"
                                                                          : "upstream_cut";
  services_.metrics.count_upstream_error(reason);
  passage_.upstream_failed(slow ? 504 : 502, reason);
}

asio::awaitable<void> Exchange::relay_body() {
  if (!response_.has_body) {
    upstream_done_ = true;
    if (running()) passage_.finish();
    co_return;
  }
  if (!passage_.untouched()) {
    hold_.watch(upstream_->wire);
    hold_.expire_after(services_.options.limits.hold_time);
  }
  bool goes_on = true;
  while (goes_on) {
    goes_on = co_await relay_input();
    if (goes_on) goes_on = co_await wait_for_upstream();
  }
  hold_.clear();
}

asio::awaitable<bool> Exchange::relay_input() {
  pieces_.clear();
  const auto used = upstream_->messages.read_body(upstream_->wire.input(), pieces_);
  if (!used) {
    services_.metrics.count_upstream_error("upstream_malformed");
    passage_.truncated();
    co_return false;
  }
  upstream_done_ = upstream_->messages.done();
  error_code error;
  if (passage_.untouched()) {
    if (upstream_done_) passage_.finish();
    error = co_await writer_.relay(pieces_, upstream_done_);
  } else {
    error = co_await edit(upstream_done_);
  }
  reader_left_ = error.failed();
  upstream_->wire.consume(*used);
  co_return running() && !upstream_done_;
}

asio::awaitable<error_code> Exchange::edit(bool is_last) {
  for (std::string_view piece : pieces_) {
    while (!piece.empty() && running()) {
      passage_.write(piece.substr(0, kSlice));
      piece.remove_prefix(std::min(kSlice, piece.size()));
      if (writer_.waiting() < kMostWaiting) continue;
      const error_code error = co_await writer_.flush();
      if (error) co_return error;
    }
  }
  if (is_last && running()) passage_.finish();
  if (passage_.state() == State::complete) writer_.end();
  co_return co_await writer_.flush();
}

asio::awaitable<bool> Exchange::wait_for_upstream() {
  error_code error;
  if (!hold_.passed) error = co_await upstream_->wire.fill(services_.options.limits.upstream_idle_time);
  if (hold_.passed) {
    hold_.passed = false;
    passage_.hold_time_passed();
    const error_code write_error = co_await writer_.flush();
    reader_left_ = write_error.failed();
    if (!running()) co_return false;
    const bool interrupted = error == asio::error::operation_aborted;
    if (interrupted && body_.state() != RequestBody::State::reader_failed) error = error_code();
  }
  if (!error) co_return true;
  if (error == asio::error::eof && response_.ends_at_close) {
    passage_.finish();
    co_return false;
  }
  services_.metrics.count_upstream_error(error == asio::error::timed_out ? "upstream_timeout"
                                                                         : "upstream_cut");
  passage_.truncated();
  co_return false;
}

void Exchange::HoldTimer::expired() {
  passed = true;
  upstream_->interrupt_read();
}

asio::awaitable<Exchange::Outcome> Exchange::settle() {
  if (request_.message.has_body) co_await body_.stop();
  const bool whole = passage_.state() == State::complete && !reader_left_;
  if (whole) writer_.end();
  error_code error;
  if (!reader_left_) error = co_await writer_.flush();
  if (error) reader_left_ = true;
  report();
  const bool body_is_through = !request_.message.has_body || body_.state() == RequestBody::State::sent;
  const bool upstream_is_clean = upstream_ && upstream_done_ && response_.keep_alive && body_is_through;
  if (upstream_is_clean && upstream_->wire.input().empty()) services_.upstream.keep(std::move(upstream_));
  if (!whole || reader_left_) {
    if (writer_.ends_at_close()) reader_.reset();
    co_return Outcome::cut;
  }
  co_return writer_.can_keep_alive() && body_is_through ? Outcome::reusable : Outcome::finished;
}

void Exchange::report() {
  filter::Record record = passage_.record();
  if (reader_left_) {
    record.ending = filter::Ending::aborted;
    record.failure = "";  // the reader's own doing: nothing of ours failed
  }
  for (filter::RecordSink* sink : services_.record_sinks) sink->record(record);
  services_.metrics.count_response(record, std::chrono::steady_clock::now() - begun_);
}

}  // namespace caveat::proxy
