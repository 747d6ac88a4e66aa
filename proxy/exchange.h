// One request and its response.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "filter/passage.h"
#include "proxy/addressed_request.h"
#include "proxy/evidence_gate.h"
#include "proxy/request_body.h"
#include "proxy/response_stream.h"
#include "proxy/services.h"
#include "proxy/upgrade.h"
#include "proxy/upstream_attempts.h"

namespace caveat::proxy {

/// Moves bytes between the reader, the Passage and the upstream; decides nothing about the page.
class Exchange {
 public:
  /// `body` is the request's, not started; the request's `judgement` is taken. All of it outlives the
  /// Exchange.
  Exchange(Services& services, RequestBody& body, ResponseStream& reader, AddressedRequest& request);

  enum class Outcome {
    reusable,  ///< the reader's connection can carry another request
    finished,  ///< the response is whole; the connection is not to be used again
    cut        ///< the response must not look whole
  };
  /// Once.
  boost::asio::awaitable<Outcome> run();
  /// What was decided and done, with what became of it on its way to the reader; once `run` has ended.
  filter::Record record() const;
  /// The reader does not want it any longer, or takes nothing of it (`timed_out`): `run` ends as soon as it
  /// can.
  void abandon(const boost::system::error_code& why);

 private:
  /// Passes on that the site's `hold_time` is over.
  class HoldTimer final : public Deadline {
   public:
    explicit HoldTimer(Deadlines& deadlines) : Deadline(deadlines) {}
    void watch(Wire& upstream) { upstream_ = &upstream; }
    bool passed = false;

   private:
    void expired() override;
    Wire* upstream_ = nullptr;
  };

  boost::asio::awaitable<boost::system::error_code> ask_servers();
  boost::asio::awaitable<boost::system::error_code> send_request(UpstreamAttempt attempt);
  boost::asio::awaitable<boost::system::error_code> receive_head();
  bool reader_is_awaited() const;
  /// Waits for more bytes of the upstream.
  boost::asio::awaitable<boost::system::error_code> hear_upstream();
  boost::asio::awaitable<bool> pass_informational();
  /// What the upstream's final head means for the reader's connection, and the head itself.
  void take_head();
  boost::asio::awaitable<void> relay_body();
  boost::asio::awaitable<bool> relay_input();
  boost::asio::awaitable<bool> splice_rest();
  boost::asio::awaitable<boost::system::error_code> edit(bool is_last);
  boost::asio::awaitable<bool> wait_for_upstream();
  boost::asio::awaitable<Outcome> settle();
  /// What came of sending to the reader.
  void note_reader(const boost::system::error_code& error);
  void cut_by_upstream(const boost::system::error_code& error);
  boost::asio::awaitable<Outcome> tunnel();
  void fail_upstream(const boost::system::error_code& error);
  void report();
  /// Whether the upstream has switched to the protocol that it was asked for.
  bool switches() const { return !request_.upgrade.empty() && switches_to(response_.head, request_.upgrade); }
  bool running() const { return passage_.state() == filter::Passage::State::running && !reader_left_; }
  std::string_view reason_of(const boost::system::error_code& error) const;
  UpstreamPool& pool() { return *request_.sites->pools[request_.site_index]; }

  Services& services_;
  const SiteOptions& site_;
  EvidenceGate evidence_;
  ResponseStream& reader_;
  const AddressedRequest& request_;
  filter::RequestHead upstream_head_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  filter::Passage passage_;
  RequestBody& body_;
  HoldTimer hold_;
  ServerUse use_;
  std::unique_ptr<UpstreamConnection> upstream_;
  IncomingResponse response_;
  std::vector<std::string_view> pieces_;
  std::string_view flaw_;       ///< what was wrong with the upstream's bytes
  bool upstream_done_ = false;  ///< the response was read to its end
  bool got_response_ = false;   ///< some byte of it came
  bool proceeded_ = false;      ///< the reader was told to send the body
  bool reader_left_ = false;
  bool switched_ = false;  ///< the upstream's connection speaks another protocol from here on
};

}  // namespace caveat::proxy
