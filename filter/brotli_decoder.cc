#include "filter/brotli_decoder.h"

#include <brotli/decode.h>

#include <cstdint>
#include <new>

namespace caveat::filter {

void BrotliDecoder::Destroy::operator()(BrotliDecoderStateStruct* state) const {
  BrotliDecoderDestroyInstance(state);
}

BrotliDecoder::BrotliDecoder(const DecodingLimits& limits)
    : guard_(limits), state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {
  if (!state_) throw std::bad_alloc();
  BrotliDecoderSetParameter(state_.get(), BROTLI_DECODER_PARAM_LARGE_WINDOW, 0);
}

BrotliDecoder::~BrotliDecoder() = default;

boost::system::result<void, DecodingError> BrotliDecoder::write(std::string_view coded,
                                                                html::ByteSink& decoded) {
  while (!coded.empty()) {
    if (place_ == Place::after_stream) return DecodingError::corrupt;
    place_ = Place::in_stream;
    if (auto went_on = decode_piece(coded, decoded); !went_on) return went_on;
  }
  return {};
}

/// Runs until the input is used up or the stream ends. The library says that it needs more input also where
/// it has more output than there was room for.
boost::system::result<void, DecodingError> BrotliDecoder::decode_piece(std::string_view& coded,
                                                                       html::ByteSink& decoded) {
  BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT;
  do {
    std::size_t left = coded.size();
    const auto* next = reinterpret_cast<const std::uint8_t*>(coded.data());
    std::size_t room = piece_.size();
    auto* out = reinterpret_cast<std::uint8_t*>(piece_.data());
    result = BrotliDecoderDecompressStream(state_.get(), &left, &next, &room, &out, nullptr);
    guard_.count_coded(coded.size() - left);
    coded.remove_prefix(coded.size() - left);
    if (result == BROTLI_DECODER_RESULT_ERROR) return DecodingError::corrupt;
    const std::size_t size = piece_.size() - room;
    if (!guard_.allows_decoded(size)) return DecodingError::bomb;
    if (size != 0) decoded.write({piece_.data(), size});
  } while (BrotliDecoderHasMoreOutput(state_.get()) == BROTLI_TRUE);
  if (result == BROTLI_DECODER_RESULT_SUCCESS) place_ = Place::after_stream;
  return {};
}

boost::system::result<void, DecodingError> BrotliDecoder::finish() {
  if (place_ == Place::in_stream) return DecodingError::truncated;
  return {};
}

}  // namespace caveat::filter
