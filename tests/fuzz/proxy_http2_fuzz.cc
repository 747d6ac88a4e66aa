// HTTP/2 connections: any bytes in any pieces, answered; nothing is told of a stream that is not open.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <utility>

#include "proxy/http2_codec.h"

namespace caveat::proxy {
namespace {

class AnsweringReader final : public Http2Events {
 public:
  Http2Codec* codec = nullptr;

 private:
  void request(Http2StreamId stream, Http2RequestFields fields, bool has_body) override {
    if (!open_.insert(stream).second) std::abort();
    const auto request = fields.too_large() ? MessageFlaw{"head"} : fields.take(has_body);
    filter::ResponseHead head;
    head.status = request ? 200 : 400;
    codec->respond(stream, head, stream % 4 == 1);
  }
  void content(Http2StreamId stream, std::string_view bytes) override {
    if (!open_.contains(stream)) std::abort();
    codec->consumed(stream, bytes.size());
  }
  void content_ended(Http2StreamId stream, filter::FieldLines) override {
    if (!open_.contains(stream)) std::abort();
  }
  void head_sent(Http2StreamId stream) override {
    if (!open_.contains(stream)) std::abort();
  }
  void closed(Http2StreamId stream) override { open_.erase(stream); }
  void refused() override {}
  void reset_too_often() override {
    if (std::exchange(is_reset_, true)) std::abort();
  }
  Pulled pull(Http2StreamId stream, std::span<char> room) override {
    if (!open_.contains(stream)) std::abort();
    const std::size_t size = std::min<std::size_t>(room.size(), 100);
    std::fill_n(room.begin(), size, 'x');
    return {.bytes = size, .ended = true};
  }

  std::set<Http2StreamId> open_;
  bool is_reset_ = false;
};

void check(std::string_view input) {
  if (input.empty()) return;
  const std::size_t piece = 1 + static_cast<unsigned char>(input.front());
  // Seldom found by chance, and needed by everything else.
  std::string bytes = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  bytes += input.substr(1);
  AnsweringReader reader;
  Http2Codec codec(reader, {.streams = 10, .stream_resets = 20, .header_bytes = 4096});
  reader.codec = &codec;
  for (std::string_view rest = bytes; !rest.empty();) {
    if (!codec.receive(rest.substr(0, piece))) return;
    while (!codec.send().empty()) {
    }
    if (codec.is_over()) return;
    rest.remove_prefix(std::min(piece, rest.size()));
  }
}

}  // namespace
}  // namespace caveat::proxy

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caveat::proxy::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
