// One response in HTTP/1.1: frames the body and gathers what is to be written.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "proxy/gathered_body.h"
#include "proxy/message_writer.h"
#include "proxy/response_stream.h"
#include "proxy/wire.h"

namespace caveat::proxy {

/// What of the request decides how its response is framed.
struct ResponseTerms {
  bool to_head = false;  ///< the request was a HEAD: no body goes out
  bool http_1_0 = false;
  bool takes_trailers = false;  ///< TE: trailers
  bool keep_alive = false;      ///< may be taken back until the head is written
};

class Http1ResponseWriter final : public ResponseStream {
 public:
  Http1ResponseWriter(Wire& reader, ResponseTerms terms, std::chrono::milliseconds idle_time)
      : reader_(reader), terms_(terms), idle_time_(idle_time) {}

  void head(const filter::ResponseHead& head) override;
  void body(std::string_view bytes) override;

  boost::asio::awaitable<boost::system::error_code> proceed() override;
  std::size_t waiting() const override { return head_.size() + body_.size(); }
  void lend(std::string_view input) override { body_.lend(input); }
  void end() override;
  boost::asio::awaitable<boost::system::error_code> flush() override;
  /// The pieces are written without copying them.
  boost::asio::awaitable<boost::system::error_code> relay(std::span<const std::string_view> pieces,
                                                          bool is_last) override;
  Wire* spliceable(std::uint64_t bytes) override;
  void spliced(std::uint64_t bytes) override;
  void trailers(const filter::FieldLines& fields) override;
  Wire* connection() override { return &reader_; }
  void set_keep_alive(bool keep_alive) override { terms_.keep_alive = keep_alive; }
  bool can_keep_alive() const override { return ended_ && terms_.keep_alive; }
  /// Resets the connection where a missing end would go unnoticed, because only the connection's end marks
  /// it.
  void cut() override;

 private:
  bool fits(std::size_t bytes);
  static boost::asio::awaitable<boost::system::error_code> nothing_to_send();
  boost::asio::awaitable<boost::system::error_code> send_waiting();

  Wire& reader_;
  ResponseTerms terms_;
  std::chrono::milliseconds idle_time_;
  BodyFraming framing_ = BodyFraming::none;
  std::uint64_t remaining_ = 0;  ///< of Content-Length
  std::string head_;             ///< if it has not left yet
  GatheredBody body_;
  std::string trailers_;
  bool ended_ = false;
  bool end_left_ = false;  ///< the last chunk was sent
};

}  // namespace caveat::proxy
