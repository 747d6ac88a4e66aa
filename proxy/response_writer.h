// One response on its way to the reader: frames the body and gathers what is to be written.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "filter/passage.h"
#include "proxy/message_writer.h"
#include "proxy/wire.h"

namespace caveat::proxy {

/// What of the request decides how its response is framed.
struct ResponseTerms {
  bool to_head = false;  ///< the request was a HEAD: no body goes out
  bool http_1_0 = false;
  bool keep_alive = false;  ///< may be taken back until the head is written
};

/// Collects in memory; `flush` and `relay` write. One response, one thread.
class ResponseWriter final : public filter::PassageSink {
 public:
  ResponseWriter(Wire& reader, ResponseTerms terms, std::chrono::milliseconds idle_time)
      : reader_(reader), terms_(terms), idle_time_(idle_time) {}

  void head(const filter::ResponseHead& head) override;
  void body(std::string_view bytes) override;

  void set_keep_alive(bool keep_alive) { terms_.keep_alive = keep_alive; }
  /// Bytes that wait to be written.
  std::size_t waiting() const { return out_.size(); }
  bool head_written() const { return head_written_; }
  int status() const { return status_; }

  /// The body is over: the next write carries its end.
  void end();
  /// Writes what waits.
  boost::asio::awaitable<boost::system::error_code> flush();
  /// Writes what waits, then `pieces` of the body without copying them, then its end if `is_last`.
  boost::asio::awaitable<boost::system::error_code> relay(std::span<const std::string_view> pieces,
                                                          bool is_last);

  /// Whether the body ended as its head promised and the connection can carry another response.
  bool can_keep_alive() const { return ended_ && terms_.keep_alive; }
  /// Whether a missing end would go unnoticed, because only the connection's end marks it.
  bool ends_at_close() const { return framing_ == BodyFraming::close; }

 private:
  bool fits(std::size_t bytes);

  Wire& reader_;
  ResponseTerms terms_;
  std::chrono::milliseconds idle_time_;
  BodyFraming framing_ = BodyFraming::none;
  std::uint64_t remaining_ = 0;  ///< of Content-Length
  std::string out_;
  int status_ = 0;
  bool head_written_ = false;
  bool ended_ = false;
};

}  // namespace caveat::proxy
