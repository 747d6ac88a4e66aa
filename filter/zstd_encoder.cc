#include "filter/zstd_encoder.h"

#include <zstd.h>

#include <new>

namespace caveat::filter {
namespace {

/// As small as zlib can, at six times its speed. Most pages fit into the window; a larger one costs megabytes
/// for each reader.
constexpr int kZstdLevel = 3;
constexpr int kZstdWindowLog = 18;

}  // namespace

void ZstdEncoder::Destroy::operator()(ZSTD_CCtx_s* context) const {
  ZSTD_freeCCtx(context);
}

ZstdEncoder::ZstdEncoder() : context_(ZSTD_createCCtx()) {
  if (!context_) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kZstdLevel);
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_windowLog, kZstdWindowLog);
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
}

ZstdEncoder::~ZstdEncoder() = default;

void ZstdEncoder::write(std::string_view bytes, html::ByteSink& coded) {
  if (bytes.empty()) return;
  unflushed_ = true;
  encode(bytes, ZSTD_e_continue, coded);
}

void ZstdEncoder::flush(html::ByteSink& coded) {
  if (!unflushed_) return;
  encode({}, ZSTD_e_flush, coded);
  unflushed_ = false;
}

void ZstdEncoder::finish(html::ByteSink& coded) {
  encode({}, ZSTD_e_end, coded);
}

void ZstdEncoder::encode(std::string_view bytes, int directive, html::ByteSink& coded) {
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  bool done = false;
  while (!done) {
    ZSTD_outBuffer out{piece_.data(), piece_.size(), 0};
    const std::size_t left =
        ZSTD_compressStream2(context_.get(), &out, &in, static_cast<ZSTD_EndDirective>(directive));
    if (ZSTD_isError(left) != 0) throw std::bad_alloc();
    if (out.pos != 0) coded.write({piece_.data(), out.pos});
    done = directive == ZSTD_e_continue ? in.pos == in.size : left == 0;
  }
}

}  // namespace caveat::filter
