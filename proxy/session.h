// One reader's connection: one request after the other.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/intrusive/list_hook.hpp>
#include <chrono>
#include <optional>

#include "geoip/address.h"
#include "proxy/addressed_request.h"
#include "proxy/http2_session.h"
#include "proxy/message_reader.h"
#include "proxy/reader_limits.h"
#include "proxy/request_body.h"
#include "proxy/services.h"
#include "proxy/wire.h"

namespace caveat::proxy {

/// Knows no rule. One thread; lives until `run` has ended.
class Session
    : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  Session(Services& services, StreamSocket socket, const geoip::Address& peer, const ListenTerms& terms);

  /// Until either side is done with the connection.
  boost::asio::awaitable<void> run();
  /// Says that there is no room for this connection, or closes it where that could be said over TLS only;
  /// `reason` is static text.
  boost::asio::awaitable<void> turn_away(int status, std::string_view reason);
  /// Ends an idle connection at once, or soon if it has not brought a request yet; `services.draining` ends
  /// the others after their response.
  void drain();

 private:
  boost::asio::awaitable<bool> begin();
  bool is_within_bounds();
  boost::asio::awaitable<bool> read_proxy_header();
  enum class Version { http_1, http_2, none };
  boost::asio::awaitable<Version> first_version();
  boost::asio::awaitable<void> run_http1();
  boost::asio::awaitable<void> run_http2();
  boost::asio::awaitable<bool> serve(IncomingRequest&& request);
  boost::asio::awaitable<bool> exchange(AddressedRequest& request, RequestBody& body);
  boost::asio::awaitable<void> refuse(int status, std::string_view reason, bool to_head);
  boost::asio::awaitable<void> close_gently();

  Arrival arrival() const {
    return {.peer = peer_, .encrypted = wire_.is_encrypted(), .peer_is_nameless = peer_is_nameless_};
  }
  const ServerLimits& limits() const { return began_with_->options().limits; }

  Services& services_;
  const std::shared_ptr<const ServedSites> began_with_;  ///< its requests are served by what is in force
  Wire wire_;
  MessageReader messages_;
  geoip::Address peer_;
  bool peer_is_nameless_ = false;
  ListenTerms terms_;
  Http2Session* http2_ = nullptr;  ///< while it runs
  /// Of the first request, or of the preface, if some of it came before it was known which of them it is.
  std::optional<std::chrono::steady_clock::time_point> head_ends_;
  std::optional<CountedConnection> counted_;
  bool idle_ = false;
  bool fresh_ = true;  ///< has not brought a request yet
};

}  // namespace caveat::proxy
