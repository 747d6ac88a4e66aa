// Decodes brotli (RFC 7932).
#pragma once

#include <array>
#include <memory>

#include "filter/content_coding.h"
#include "filter/expansion_guard.h"

struct BrotliDecoderStateStruct;

namespace caveat::filter {

/// Windows of up to 16 MiB, the RFC's largest; "large window" streams are corrupt. Brotli has no checksum:
/// damage that is still brotli cannot be seen.
class BrotliDecoder final : public Decoder {
 public:
  explicit BrotliDecoder(const DecodingLimits& limits);
  ~BrotliDecoder() override;

  boost::system::result<void, DecodingError> write(std::string_view coded, html::ByteSink& decoded) override;
  boost::system::result<void, DecodingError> finish() override;

 private:
  enum class Place { before_stream, in_stream, after_stream };

  boost::system::result<void, DecodingError> decode_piece(std::string_view& coded, html::ByteSink& decoded);

  struct Destroy {
    void operator()(BrotliDecoderStateStruct* state) const;
  };

  ExpansionGuard guard_;
  Place place_ = Place::before_stream;
  std::unique_ptr<BrotliDecoderStateStruct, Destroy> state_;
  std::array<char, 32 * 1024> piece_;
};

}  // namespace caveat::filter
