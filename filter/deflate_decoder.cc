#include "filter/deflate_decoder.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

namespace caveat::filter {
namespace {

constexpr int kZlibWindow = MAX_WBITS;
constexpr int kBareWindow = -MAX_WBITS;
constexpr std::size_t kWrapperBytes = 2;

/// RFC 1950, 2.2: method 8 and a header that is a multiple of 31.
bool is_zlib_header(std::string_view two) {
  const auto method = static_cast<unsigned char>(two[0]);
  const auto flags = static_cast<unsigned char>(two[1]);
  return (method & 0x0F) == 8 && (method * 256 + flags) % 31 == 0;
}

/// zlib counts what it is given at once in an unsigned int.
constexpr std::size_t kMostInflatedAtOnce = std::numeric_limits<unsigned int>::max() / 2;

}  // namespace

DeflateDecoder::DeflateDecoder(const DecodingLimits& limits)
    : guard_(limits), stream_(std::make_unique<z_stream_s>()) {
  *stream_ = z_stream_s{};
  if (inflateInit2(stream_.get(), kZlibWindow) != Z_OK) throw std::bad_alloc();
}

DeflateDecoder::~DeflateDecoder() {
  inflateEnd(stream_.get());
}

boost::system::result<void, DecodingError> DeflateDecoder::write(std::string_view coded,
                                                                 html::ByteSink& decoded) {
  if (place_ != Place::before_stream) return inflate_all(coded, decoded);
  first_bytes_ += coded;
  if (first_bytes_.size() < kWrapperBytes) return {};
  const std::string all = std::move(first_bytes_);
  if (inflateReset2(stream_.get(), is_zlib_header(all) ? kZlibWindow : kBareWindow) != Z_OK) {
    throw std::bad_alloc();
  }
  place_ = Place::in_stream;
  return inflate_all(all, decoded);
}

boost::system::result<void, DecodingError> DeflateDecoder::inflate_all(std::string_view coded,
                                                                       html::ByteSink& decoded) {
  while (!coded.empty()) {
    if (place_ == Place::after_stream) return DecodingError::corrupt;
    const std::size_t now = std::min(coded.size(), kMostInflatedAtOnce);
    stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));
    stream_->avail_in = static_cast<unsigned int>(now);
    if (auto inflated = inflate_some(decoded); !inflated) return inflated;
    coded.remove_prefix(now - stream_->avail_in);
  }
  return {};
}

/// Runs until the input is used up or the stream ends.
boost::system::result<void, DecodingError> DeflateDecoder::inflate_some(html::ByteSink& decoded) {
  int status = Z_OK;
  do {
    const std::size_t before = stream_->avail_in;
    stream_->next_out = reinterpret_cast<Bytef*>(piece_.data());
    stream_->avail_out = static_cast<unsigned int>(piece_.size());
    status = inflate(stream_.get(), Z_NO_FLUSH);
    if (status == Z_MEM_ERROR) throw std::bad_alloc();
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) return DecodingError::corrupt;
    const std::size_t size = piece_.size() - stream_->avail_out;
    guard_.count_coded(before - stream_->avail_in);
    if (!guard_.allows_decoded(size)) return DecodingError::bomb;
    if (size != 0) decoded.write({piece_.data(), size});
  } while (status != Z_STREAM_END && (stream_->avail_in != 0 || stream_->avail_out == 0));
  if (status == Z_STREAM_END) place_ = Place::after_stream;
  return {};
}

boost::system::result<void, DecodingError> DeflateDecoder::finish() {
  const bool nothing_came = place_ == Place::before_stream && first_bytes_.empty();
  if (!nothing_came && place_ != Place::after_stream) return DecodingError::truncated;
  return {};
}

}  // namespace caveat::filter
