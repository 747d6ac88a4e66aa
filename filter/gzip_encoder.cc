#include "filter/gzip_encoder.h"

#include <isa-l/igzip_lib.h>

namespace caveat::filter {
namespace {

/// Pages are coded while a reader waits: ISA-L's level 2 is between zlib's 1 and 4 in size, at five times the
/// speed of the latter.
constexpr std::uint32_t kGzipLevel = 2;
constexpr std::size_t kLevelBufferBytes = ISAL_DEF_LVL2_MEDIUM;
constexpr std::size_t kMostEncodedAtOnce = std::size_t{1} << 30;

}  // namespace

GzipEncoder::GzipEncoder()
    : stream_(std::make_unique<isal_zstream>()), level_buffer_(new std::uint8_t[kLevelBufferBytes]) {
  isal_deflate_init(stream_.get());
  stream_->level = kGzipLevel;
  stream_->level_buf = level_buffer_.get();
  stream_->level_buf_size = kLevelBufferBytes;
  stream_->gzip_flag = IGZIP_GZIP;
}

GzipEncoder::~GzipEncoder() = default;

void GzipEncoder::write(std::string_view bytes, html::ByteSink& coded) {
  if (bytes.empty()) return;
  unflushed_ = true;
  for (; bytes.size() > kMostEncodedAtOnce; bytes.remove_prefix(kMostEncodedAtOnce)) {
    deflate(bytes.substr(0, kMostEncodedAtOnce), coded);
  }
  deflate(bytes, coded);
}

void GzipEncoder::flush(html::ByteSink& coded) {
  if (!unflushed_) return;
  stream_->flush = SYNC_FLUSH;
  deflate({}, coded);
  stream_->flush = NO_FLUSH;
  unflushed_ = false;
}

void GzipEncoder::finish(html::ByteSink& coded) {
  stream_->end_of_stream = 1;
  deflate({}, coded);
}

void GzipEncoder::deflate(std::string_view bytes, html::ByteSink& coded) {
  stream_->next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data()));
  stream_->avail_in = static_cast<std::uint32_t>(bytes.size());
  do {
    stream_->next_out = reinterpret_cast<std::uint8_t*>(piece_.data());
    stream_->avail_out = static_cast<std::uint32_t>(piece_.size());
    isal_deflate(stream_.get());
    const std::size_t size = piece_.size() - stream_->avail_out;
    if (size != 0) coded.write({piece_.data(), size});
  } while (stream_->avail_out == 0);
}

}  // namespace caveat::filter
