// Keeps a copy of a response while it goes to the reader.
#pragma once

#include <memory>

#include "filter/capture_sink.h"
#include "proxy/addressed_request.h"
#include "proxy/response_stream.h"

namespace caveat::proxy {

/// Stands between an Exchange and the reader's stream where the response is one of the capture's sample:
/// pages, feeds and what else a rule covers. One response, one thread.
class CapturedStream final : public ResponseStream {
 public:
  /// `sink` may be null. It and `reader` outlive it.
  CapturedStream(filter::CaptureSink* sink, ResponseStream& reader, const AddressedRequest& request);

  /// Where the response is to be sent: straight to the reader, if nothing is captured.
  ResponseStream& stream() { return response_ ? *this : reader_; }
  /// Whether there is something to finish.
  bool is_kept() const { return keeps_body_; }
  /// The response is over. `record`: of its Passage.
  void finish(filter::Record record);

  void head(const filter::ResponseHead& head) override;
  void body(std::string_view bytes) override;
  boost::asio::awaitable<boost::system::error_code> proceed() override { return reader_.proceed(); }
  std::size_t waiting() const override { return reader_.waiting(); }
  void lend(std::string_view input) override { reader_.lend(input); }
  void end() override { reader_.end(); }
  boost::asio::awaitable<boost::system::error_code> flush() override { return reader_.flush(); }
  boost::asio::awaitable<boost::system::error_code> relay(std::span<const std::string_view> pieces,
                                                          bool is_last) override;
  Wire* spliceable(std::uint64_t bytes) override;
  void spliced(std::uint64_t bytes) override { reader_.spliced(bytes); }
  void set_keep_alive(bool keep_alive) override { reader_.set_keep_alive(keep_alive); }
  bool can_keep_alive() const override { return reader_.can_keep_alive(); }
  void trailers(const filter::FieldLines& fields) override { reader_.trailers(fields); }
  Wire* connection() override { return reader_.connection(); }
  void cut() override { reader_.cut(); }

 private:
  void keep(std::string_view bytes);

  filter::CaptureSink* sink_;
  ResponseStream& reader_;
  std::unique_ptr<filter::CapturedResponse> response_;  ///< most have none: it would take room in all
  bool keeps_body_ = false;
};

}  // namespace caveat::proxy
