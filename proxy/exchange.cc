#include "proxy/exchange.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <string>
#include <utility>

#include "proxy/connection_fields.h"
#include "proxy/message_writer.h"
#include "proxy/request_facts.h"
#include "proxy/spliced_relay.h"
#include "proxy/upstream_failure.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using State = filter::Passage::State;

/// How much of the upstream's bytes is edited before what came of them is written.
constexpr std::size_t kSlice = 8 * 1024;
constexpr std::size_t kMostWaiting = 128 * 1024;
/// Responses that are not the last to a request (RFC 9110, 15.2): one every half minute for an hour.
constexpr unsigned kMostInterim = 100;
/// Two more system calls cost less than copying this in and out.
constexpr std::uint64_t kWorthSplicing = 24 * 1024;

filter::Passage passage_of(const Services& services, AddressedRequest& request, ResponseStream& reader) {
  const std::shared_ptr<const Judgement> judgement = std::move(request.judgement);
  const std::shared_ptr<const rules::RuleSet>& rules = judgement->rules[request.site_index];
  const SiteOptions& site = request.site_options();
  filter::PassageLimits limits = site.passage;
  limits.compresses = site.upstream.compress;
  limits.digests_bodies = services.evidence_terms.digests_bodies;
  const JudgedTime now = services.clock.now();
  const bool somebody_asks =
      rules->rule_count() > 0 || !services.record_sinks.empty() || services.capture != nullptr;
  geoip::Location location;
  if (somebody_asks) {
    location = location_of(request, *judgement->locator, now, request.sites->options().region_max_age);
    services.metrics.count_location(location);
  }
  return filter::Passage(rules, facts_of(request, now, std::move(location)), limits, reader,
                         services.acceptance, &services.edits);
}

}  // namespace

Exchange::Exchange(Services& services, RequestBody& body, ResponseStream& reader, AddressedRequest& request)
    : services_(services),
      site_(request.site_options()),
      evidence_(services, reader),
      reader_(evidence_.stream()),
      request_(request),
      upstream_head_(upstream_head(request_, site_.upstream.forwarded)),
      passage_(passage_of(services, request, reader_)),
      body_(body),
      hold_(services.deadlines) {
  evidence_.guard(passage_);
}

asio::awaitable<Exchange::Outcome> Exchange::run() {
  passage_.request(upstream_head_);
  if (running()) {
    reader_.set_keep_alive(request_.message.keep_alive && !services_.draining);
    const error_code error = co_await ask_servers();
    if (error || reader_left_) {
      co_await body_.stop();
      if (!reader_left_) fail_upstream(error);
    } else {
      take_head();
      co_await relay_body();
    }
  }
  co_return co_await settle();
}

void Exchange::take_head() {
  // An answer before all of the request was read is the last one of the reader's connection, and says so.
  if (request_.message.has_body && body_.state() != RequestBody::State::sent) reader_.set_keep_alive(false);
  switched_ = response_.head.status == 101;
  remove_connection_fields(response_.head.fields);
  if (switched_) response_.head.fields.append("Upgrade", request_.upgrade);
  response_.head.fields.append("Via", "1.1 caveat");
  passage_.response(std::move(response_.head));
}

asio::awaitable<error_code> Exchange::ask_servers() {
  UpstreamAttempts attempts(pool().group(),
                            !request_.message.has_body && is_idempotent(request_.message.head.method));
  std::optional<UpstreamAttempt> attempt = attempts.first();
  error_code error;
  while (attempt) {
    const UpstreamAttempt now = *attempt;
    error = co_await send_request(now);
    if (!error) error = co_await receive_head();
    if (!error) attempts.succeeded();
    // Where the reader is at fault or gone, or we lack something, nothing was learnt of the server.
    const bool is_theirs = !reader_left_ && body_.state() != RequestBody::State::reader_failed;
    if (!error || !is_theirs || is_shortage(error)) break;
    attempt = attempts.after({.reason = reason_of(error),
                              .on_kept = upstream_ && upstream_->kept,
                              .sent = upstream_ != nullptr,
                              .answered = got_response_ || !flaw_.empty(),
                              .timed_out = error == asio::error::timed_out});
    if (attempt) services_.metrics.count_upstream_retry(site_.name);
  }
  co_return error;
}

asio::awaitable<error_code> Exchange::send_request(UpstreamAttempt attempt) {
  use_ = ServerUse(pool().group()[attempt.server]);
  upstream_ = attempt.may_use_kept ? pool().take_kept(attempt.server) : nullptr;
  if (!upstream_) {
    auto connected = co_await pool().connect(attempt.server);
    if (!connected && is_shortage(connected.error())) {
      services_.current.close_kept();
      connected = co_await pool().connect(attempt.server);
    }
    if (!connected) co_return connected.error();
    upstream_ = *std::move(connected);
  }
  if (reader_left_) co_return error_code(asio::error::operation_aborted);
  std::string head;
  append_request_head(head, upstream_head_);
  const asio::const_buffer buffer(head.data(), head.size());
  const auto [sent, failure] = upstream_->wire.write_at_once(std::span(&buffer, 1));
  error_code error = failure;
  if (!error && sent < head.size())
    error = co_await upstream_->wire.write(std::span(&buffer, 1), site_.upstream.idle_time, sent);
  if (!error && request_.message.has_body)
    body_.start(services_.io.get_executor(), upstream_->wire, site_.upstream.idle_time);
  co_return error;
}

asio::awaitable<error_code> Exchange::receive_head() {
  const bool to_head = request_.message.head.method == "HEAD";
  const std::size_t most = request_.sites->options().limits.header_bytes;
  unsigned interim = 0;
  std::optional<std::chrono::steady_clock::time_point> last_moment;  // of a head that has begun
  for (;;) {
    const auto used = upstream_->messages.read_response_head(upstream_->wire.input(), to_head, response_);
    if (!used) {
      flaw_ = used.error().reason;
      co_return error_code(asio::error::invalid_argument);
    }
    // The buffer may be larger than the limit.
    if (*used > most || (*used == 0 && upstream_->wire.input().size() >= most))
      co_return error_code(asio::error::no_buffer_space);
    upstream_->wire.consume(*used);
    if (*used > 0 && (response_.head.status >= 200 || switches())) co_return error_code();
    if (*used > 0) {
      const bool is_allowed = co_await pass_informational();
      if (!is_allowed) co_return error_code(asio::error::invalid_argument);
      if (++interim == kMostInterim) flaw_ = "interim_responses";
      if (!flaw_.empty()) co_return error_code(asio::error::invalid_argument);
      last_moment.reset();
      continue;
    }
    error_code error;
    if (upstream_->wire.input().empty()) {
      error = co_await hear_upstream();
    } else {
      if (!last_moment) last_moment = services_.deadlines.now() + site_.upstream.idle_time;
      error = co_await upstream_->wire.fill(services_.deadlines.time_until(*last_moment));
    }
    if (error) co_return error;
    got_response_ = true;
  }
}

/// While the rest of the request is what all wait for, the silence is the reader's, who has a time of its
/// own; but not while that waits for a 100.
bool Exchange::reader_is_awaited() const {
  const bool may_send = proceeded_ || body_.has_begun() || !upstream_head_.fields.contains("Expect");
  return body_.waits_for_reader() && may_send && !hold_.passed && !reader_left_;
}

asio::awaitable<error_code> Exchange::hear_upstream() {
  error_code error;
  do {
    error = co_await upstream_->wire.fill(site_.upstream.idle_time);
  } while (error == asio::error::timed_out && reader_is_awaited());
  co_return error;
}

asio::awaitable<bool> Exchange::pass_informational() {
  if (response_.head.status == 101) {
    flaw_ = "switching_protocols";
    co_return false;
  }
  // 103 is held back: its links could load what a rule takes out of the page.
  const bool is_wanted = upstream_head_.fields.contains("Expect");
  if (response_.head.status != 100 || !is_wanted) co_return true;
  proceeded_ = true;
  co_await reader_.proceed();
  co_return true;
}

void Exchange::fail_upstream(const error_code& error) {
  if (body_.state() == RequestBody::State::reader_failed) {
    passage_.upstream_failed(body_.failure_status(), body_.failure_reason());
    return;
  }
  if (is_shortage(error)) {
    passage_.upstream_failed(503, "out_of_resources");
    return;
  }
  const std::string_view reason = reason_of(error);
  services_.metrics.count_upstream_error(reason);
  passage_.upstream_failed(error == asio::error::timed_out ? 504 : 502, reason);
}

std::string_view Exchange::reason_of(const error_code& error) const {
  return flaw_.empty() ? upstream_failure_reason(error) : "upstream_malformed";
}

asio::awaitable<void> Exchange::relay_body() {
  if (!response_.has_body) {
    upstream_done_ = true;
    if (running()) passage_.finish();
    co_return;
  }
  if (!passage_.untouched()) {
    hold_.watch(upstream_->wire);
    hold_.expire_after(site_.hold_time);
  }
  bool goes_on = true;
  while (goes_on) {
    goes_on = co_await relay_input();
    if (goes_on) goes_on = co_await splice_rest();
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
    if (upstream_done_) {
      passage_.finish();
      reader_.trailers(upstream_->messages.trailers());
    }
    error = co_await reader_.relay(pieces_, upstream_done_);
  } else {
    error = co_await edit(upstream_done_);
  }
  note_reader(error);
  upstream_->wire.consume(*used);
  co_return running() && !upstream_done_;
}

/// A long rest of a body that leaves as it comes need not come up from the kernel. True if there is more to
/// do.
asio::awaitable<bool> Exchange::splice_rest() {
  const std::uint64_t rest = upstream_->messages.remaining().value_or(0);
  if (rest < kWorthSplicing || !passage_.untouched() || upstream_->wire.is_encrypted()) co_return true;
  Wire* reader = reader_.spliceable(rest);
  if (reader == nullptr) co_return true;
  const SpliceTimes times{.from = site_.upstream.idle_time, .to = request_.sites->options().limits.idle_time};
  const SplicedRelay relay = co_await relay_spliced(upstream_->wire, *reader, services_.pipes, rest, times);
  reader_.spliced(relay.moved);
  upstream_->messages.skip(relay.moved);
  upstream_done_ = upstream_->messages.done();
  note_reader(relay.to_error);
  if (reader_left_) co_return false;
  const bool is_awaited = relay.from_error == asio::error::timed_out && reader_is_awaited();
  if (relay.from_error && !is_awaited) {
    cut_by_upstream(relay.from_error);
    co_return false;
  }
  if (upstream_done_) passage_.finish();
  co_return !upstream_done_;
}

void Exchange::cut_by_upstream(const error_code& error) {
  // Then it was we who broke off.
  if (body_.state() == RequestBody::State::reader_failed) return fail_upstream(error);
  services_.metrics.count_upstream_error(error == asio::error::timed_out ? "upstream_timeout"
                                                                         : "upstream_cut");
  passage_.truncated();
}

asio::awaitable<error_code> Exchange::edit(bool is_last) {
  for (std::string_view piece : pieces_) {
    reader_.lend(piece);
    while (!piece.empty() && running()) {
      passage_.write(piece.substr(0, kSlice));
      piece.remove_prefix(std::min(kSlice, piece.size()));
      if (reader_.waiting() < kMostWaiting) continue;
      const error_code error = co_await reader_.flush();
      if (!error) continue;
      reader_.lend({});
      co_return error;
    }
  }
  if (is_last && running()) passage_.finish();
  if (passage_.state() == State::complete) reader_.end();
  const error_code error = co_await reader_.flush();
  reader_.lend({});
  co_return error;
}

asio::awaitable<bool> Exchange::wait_for_upstream() {
  error_code error;
  if (!hold_.passed) error = co_await hear_upstream();
  if (hold_.passed) {
    hold_.passed = false;
    passage_.hold_time_passed();
    note_reader(co_await reader_.flush());
    if (!running()) co_return false;
    const bool interrupted = error == asio::error::operation_aborted;
    if (interrupted && body_.state() != RequestBody::State::reader_failed) error = error_code();
  }
  if (reader_left_) co_return false;
  if (!error) co_return true;
  if (error == asio::error::eof && response_.ends_at_close) {
    passage_.finish();
    co_return false;
  }
  cut_by_upstream(error);
  co_return false;
}

void Exchange::note_reader(const error_code& error) {
  if (!error) return;
  if (!reader_left_ && error == asio::error::timed_out)
    services_.metrics.count_stalled(Metrics::Stalled::response);
  reader_left_ = true;
}

void Exchange::abandon(const error_code& why) {
  note_reader(why);
  if (upstream_) upstream_->wire.cancel();
}

void Exchange::HoldTimer::expired() {
  passed = true;
  upstream_->interrupt_read();
}

asio::awaitable<Exchange::Outcome> Exchange::settle() {
  if (request_.message.has_body) co_await body_.stop();
  const bool whole = passage_.state() == State::complete && !reader_left_;
  if (whole) reader_.end();
  if (!reader_left_) note_reader(co_await reader_.flush());
  report();
  if (switched_ && whole && !reader_left_ && passage_.record().status == 101) co_return co_await tunnel();
  const bool body_is_through = !request_.message.has_body || body_.state() == RequestBody::State::sent;
  const bool upstream_is_clean =
      upstream_ && upstream_done_ && !switched_ && response_.keep_alive && body_is_through;
  if (upstream_is_clean && upstream_->wire.input().empty()) pool().keep(std::move(upstream_));
  if (!whole || reader_left_) {
    reader_.cut();
    co_return Outcome::cut;
  }
  co_return reader_.can_keep_alive() && body_is_through ? Outcome::reusable : Outcome::finished;
}

asio::awaitable<Exchange::Outcome> Exchange::tunnel() {
  Wire* reader = reader_.connection();
  if (reader == nullptr) co_return Outcome::cut;
  services_.metrics.tunnel_opened(site_.name, request_.upgrade);
  Tunnel tunnel(services_.io, *reader, upstream_->wire, site_.upstream.tunnel_idle_time);
  services_.tunnels.push_back(tunnel);
  if (!services_.draining) co_await tunnel.run();
  if (tunnel.has_stalled()) services_.metrics.count_stalled(Metrics::Stalled::tunnel);
  services_.metrics.tunnel_closed();
  co_return Outcome::cut;
}

filter::Record Exchange::record() const {
  filter::Record record = passage_.record();
  if (reader_left_) {
    record.ending = filter::Ending::aborted;
    record.failure = "";  // the reader's own doing: nothing of ours failed
  }
  evidence_.amend(record);
  return record;
}

void Exchange::report() {
  const filter::Record record = this->record();
  evidence_.settle(record);
  for (filter::RecordSink* sink : services_.record_sinks) sink->record(record);
  services_.metrics.count_response(record, std::chrono::steady_clock::now() - begun_);
}

}  // namespace caveat::proxy
