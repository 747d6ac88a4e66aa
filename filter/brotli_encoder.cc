#include "filter/brotli_encoder.h"

#include <brotli/encode.h>

#include <cstdint>
#include <new>

namespace caveat::filter {
namespace {

/// The lowest that makes pages smaller than zlib can, and faster. Most pages fit into the window.
constexpr std::uint32_t kQuality = 3;
constexpr std::uint32_t kBrotliWindowLog = 18;

}  // namespace

void BrotliEncoder::Destroy::operator()(BrotliEncoderStateStruct* state) const {
  BrotliEncoderDestroyInstance(state);
}

BrotliEncoder::BrotliEncoder() : state_(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr)) {
  if (!state_) throw std::bad_alloc();
  BrotliEncoderSetParameter(state_.get(), BROTLI_PARAM_QUALITY, kQuality);
  BrotliEncoderSetParameter(state_.get(), BROTLI_PARAM_LGWIN, kBrotliWindowLog);
}

BrotliEncoder::~BrotliEncoder() = default;

void BrotliEncoder::write(std::string_view bytes, html::ByteSink& coded) {
  if (bytes.empty()) return;
  unflushed_ = true;
  encode(bytes, BROTLI_OPERATION_PROCESS, coded);
}

void BrotliEncoder::flush(html::ByteSink& coded) {
  if (!unflushed_) return;
  encode({}, BROTLI_OPERATION_FLUSH, coded);
  unflushed_ = false;
}

void BrotliEncoder::finish(html::ByteSink& coded) {
  encode({}, BROTLI_OPERATION_FINISH, coded);
}

void BrotliEncoder::encode(std::string_view bytes, int operation, html::ByteSink& coded) {
  std::size_t left = bytes.size();
  const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
  do {
    std::size_t no_room = 0;
    if (BrotliEncoderCompressStream(state_.get(), static_cast<BrotliEncoderOperation>(operation), &left,
                                    &next, &no_room, nullptr, nullptr) == BROTLI_FALSE) {
      throw std::bad_alloc();
    }
    std::size_t size = 0;
    const std::uint8_t* out = BrotliEncoderTakeOutput(state_.get(), &size);
    if (size != 0) coded.write({reinterpret_cast<const char*>(out), size});
  } while (left != 0 || BrotliEncoderHasMoreOutput(state_.get()) == BROTLI_TRUE);
}

}  // namespace caveat::filter
