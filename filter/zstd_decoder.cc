#include "filter/zstd_decoder.h"

#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cstdint>
#include <new>

namespace caveat::filter {
namespace {

constexpr int kLargestWindowLog = 23;
constexpr std::size_t kMagicBytes = 4;

bool is_magic(std::string_view four) {
  std::uint32_t magic = 0;
  for (std::size_t i = 0; i < kMagicBytes; ++i) {
    magic |= std::uint32_t{static_cast<unsigned char>(four[i])} << (8 * i);
  }
  return magic == ZSTD_MAGICNUMBER || (magic & ZSTD_MAGIC_SKIPPABLE_MASK) == ZSTD_MAGIC_SKIPPABLE_START;
}

}  // namespace

void ZstdDecoder::Destroy::operator()(ZSTD_DCtx_s* context) const {
  ZSTD_freeDCtx(context);
}

ZstdDecoder::ZstdDecoder(const DecodingLimits& limits) : guard_(limits), context_(ZSTD_createDCtx()) {
  if (!context_) throw std::bad_alloc();
  ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kLargestWindowLog);
}

ZstdDecoder::~ZstdDecoder() = default;

boost::system::result<void, DecodingError> ZstdDecoder::write(std::string_view coded,
                                                              html::ByteSink& decoded) {
  while (!coded.empty()) {
    const auto went_on = in_frame_ ? decode(coded, decoded) : read_magic(coded, decoded);
    if (!went_on) return went_on;
  }
  return {};
}

boost::system::result<void, DecodingError> ZstdDecoder::read_magic(std::string_view& coded,
                                                                   html::ByteSink& decoded) {
  const std::size_t taken = std::min(kMagicBytes - magic_.size(), coded.size());
  magic_ += coded.substr(0, taken);
  coded.remove_prefix(taken);
  if (magic_.size() < kMagicBytes) return {};
  if (!is_magic(magic_)) return DecodingError::corrupt;
  in_frame_ = true;
  const std::string magic = std::move(magic_);
  magic_.clear();
  std::string_view beginning = magic;
  return decode(beginning, decoded);
}

/// Runs until the input is used up or the frame ends.
boost::system::result<void, DecodingError> ZstdDecoder::decode(std::string_view& coded,
                                                               html::ByteSink& decoded) {
  bool full = true;
  while (in_frame_ && (!coded.empty() || full)) {
    ZSTD_inBuffer in{coded.data(), coded.size(), 0};
    ZSTD_outBuffer out{piece_.data(), piece_.size(), 0};
    const std::size_t result = ZSTD_decompressStream(context_.get(), &out, &in);
    guard_.count_coded(in.pos);
    coded.remove_prefix(in.pos);
    if (ZSTD_isError(result) != 0) {
      if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation) throw std::bad_alloc();
      return DecodingError::corrupt;
    }
    if (!guard_.allows_decoded(out.pos)) return DecodingError::bomb;
    if (out.pos != 0) decoded.write({piece_.data(), out.pos});
    full = out.pos == piece_.size();
    in_frame_ = result != 0;
  }
  return {};
}

boost::system::result<void, DecodingError> ZstdDecoder::finish() {
  if (in_frame_ || !magic_.empty()) return DecodingError::truncated;
  return {};
}

}  // namespace caveat::filter
