// Where one response goes, whatever version of HTTP the reader speaks.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "filter/passage.h"
#include "proxy/wire.h"

namespace caveat::proxy {

class Wire;

/// Collects in memory what the Passage gives; `flush` and `relay` send it. One response, one thread. An error
/// means that the reader has left, or takes nothing for too long.
class ResponseStream : public filter::PassageSink {
 public:
  /// Sends a 100 (Continue), if no head went out yet.
  virtual boost::asio::awaitable<boost::system::error_code> proceed() = 0;
  /// Bytes that wait to be sent.
  virtual std::size_t waiting() const = 0;
  /// The body is over: what is sent next carries its end.
  virtual void end() = 0;
  /// Sends what waits, as fast as the reader takes it.
  virtual boost::asio::awaitable<boost::system::error_code> flush() = 0;
  /// Until it is called again, what `body` is given out of `input` stays where it is until it was sent, and
  /// need not be copied.
  virtual void lend(std::string_view input) { static_cast<void>(input); }
  /// Sends what waits, then `pieces` of the body, then its end if `is_last`.
  virtual boost::asio::awaitable<boost::system::error_code> relay(std::span<const std::string_view> pieces,
                                                                  bool is_last) = 0;
  /// The connection that the next `bytes` of the body may be written to past this, once all that waits was
  /// sent; null where they may not. `spliced` is told how many were.
  virtual Wire* spliceable(std::uint64_t bytes) = 0;
  virtual void spliced(std::uint64_t bytes) = 0;
  /// Whether the connection may carry another request after this one. Until the head is given.
  virtual void set_keep_alive(bool keep_alive) = 0;
  /// Whether the body ended as its head promised and the connection can carry another response.
  virtual bool can_keep_alive() const = 0;
  /// Sent with the end of the body, where the framing has a place for them and the reader wants them
  /// (RFC 9110, 6.5). Before `end`.
  virtual void trailers(const filter::FieldLines& fields) { static_cast<void>(fields); }
  /// The connection itself, for what is no HTTP any longer after a 101; null where that cannot be.
  virtual Wire* connection() { return nullptr; }
  /// Makes sure that the response does not look whole.
  virtual void cut() = 0;
};

}  // namespace caveat::proxy
