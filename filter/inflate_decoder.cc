#include "filter/inflate_decoder.h"

#include <zlib.h>

#include <limits>
#include <new>
#include <string>

namespace caveat::filter {
namespace {

constexpr int kZlibWindow = MAX_WBITS;
constexpr int kGzipWindow = MAX_WBITS + 16;
constexpr int kBareWindow = -MAX_WBITS;
constexpr std::size_t kWrapperBytes = 2;
constexpr char kGzipFirstByte = '\x1F';

/// RFC 1950, 2.2: method 8 and a header that is a multiple of 31.
bool is_zlib_header(std::string_view two) {
  const auto method = static_cast<unsigned char>(two[0]);
  const auto flags = static_cast<unsigned char>(two[1]);
  return (method & 0x0F) == 8 && (method * 256 + flags) % 31 == 0;
}

/// zlib counts what it is given at once in an unsigned int.
constexpr std::size_t kMostAtOnce = std::numeric_limits<unsigned int>::max() / 2;

}  // namespace

InflateDecoder::InflateDecoder(Wrapper wrapper, const DecodingLimits& limits)
    : wrapper_(wrapper), limits_(limits), stream_(std::make_unique<z_stream_s>()) {
  *stream_ = z_stream_s{};
  if (inflateInit2(stream_.get(), kGzipWindow) != Z_OK) throw std::bad_alloc();
}

InflateDecoder::~InflateDecoder() {
  inflateEnd(stream_.get());
}

boost::system::result<void, DecodingError> InflateDecoder::write(std::string_view coded,
                                                                 html::ByteSink& decoded) {
  coded_bytes_ += coded.size();
  if (place_ == Place::before_stream && wrapper_ == Wrapper::zlib_or_none) {
    first_bytes_ += coded;
    if (first_bytes_.size() < kWrapperBytes) return {};
    const std::string all = std::move(first_bytes_);
    return inflate_all(all, decoded);
  }
  return inflate_all(coded, decoded);
}

boost::system::result<void, DecodingError> InflateDecoder::inflate_all(std::string_view coded,
                                                                       html::ByteSink& decoded) {
  while (!coded.empty()) {
    if (place_ != Place::in_stream) {
      if (auto opened = open_stream(coded); !opened) return opened;
    }
    const std::size_t now = std::min(coded.size(), kMostAtOnce);
    stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));
    stream_->avail_in = static_cast<unsigned int>(now);
    if (auto inflated = inflate_some(decoded); !inflated) return inflated;
    coded.remove_prefix(now - stream_->avail_in);
  }
  return {};
}

/// Begins the first stream, or the next member of a gzip body; nothing may follow a deflate one.
boost::system::result<void, DecodingError> InflateDecoder::open_stream(std::string_view beginning) {
  int window = kGzipWindow;
  if (wrapper_ == Wrapper::zlib_or_none) {
    if (place_ == Place::after_stream) return DecodingError::corrupt;
    window = is_zlib_header(beginning) ? kZlibWindow : kBareWindow;
  } else if (beginning.front() != kGzipFirstByte) {
    return DecodingError::corrupt;
  }
  if (inflateReset2(stream_.get(), window) != Z_OK) throw std::bad_alloc();
  place_ = Place::in_stream;
  return {};
}

/// Runs until the input is used up or the stream ends.
boost::system::result<void, DecodingError> InflateDecoder::inflate_some(html::ByteSink& decoded) {
  int status = Z_OK;
  do {
    stream_->next_out = reinterpret_cast<Bytef*>(piece_.data());
    stream_->avail_out = static_cast<unsigned int>(piece_.size());
    status = inflate(stream_.get(), Z_NO_FLUSH);
    if (status == Z_MEM_ERROR) throw std::bad_alloc();
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) return DecodingError::corrupt;
    const std::size_t size = piece_.size() - stream_->avail_out;
    decoded_bytes_ += size;
    if (is_bomb()) return DecodingError::bomb;
    if (size != 0) decoded.write({piece_.data(), size});
  } while (status != Z_STREAM_END && (stream_->avail_in != 0 || stream_->avail_out == 0));
  if (status == Z_STREAM_END) place_ = Place::after_stream;
  return {};
}

bool InflateDecoder::is_bomb() const {
  if (decoded_bytes_ <= limits_.free_bytes) return false;
  const std::uint64_t consumed = coded_bytes_ - stream_->avail_in;
  return decoded_bytes_ - limits_.free_bytes > consumed * limits_.ratio;
}

boost::system::result<void, DecodingError> InflateDecoder::finish() {
  if (coded_bytes_ != 0 && place_ != Place::after_stream) return DecodingError::truncated;
  return {};
}

}  // namespace caveat::filter
