// Bytes coded for tests by zlib, brotli and zstd themselves, and sinks in memory.
#pragma once

#include <string>
#include <string_view>

#include "filter/content_coding.h"
#include "html/rewriter.h"

namespace caveat::filter {

class MemoryBytes final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

/// One gzip member.
std::string gzipped(std::string_view bytes);
/// RFC 1950.
std::string zlib_wrapped(std::string_view bytes);
/// RFC 1951.
std::string bare_deflated(std::string_view bytes);
/// RFC 7932. `window_log` over 24 makes a "large window" stream.
std::string brotlied(std::string_view bytes, int window_log = 22);
/// One zstd frame with a checksum, whose window is at least as large as `window_log` says.
std::string zstded(std::string_view bytes, int window_log = 20);
/// What a reader who knows `coding` sees; "(not decodable)" if the bytes are not whole. By one call of the
/// field's own library each.
std::string as_read(ContentCoding coding, std::string_view coded);
/// What whole gzip bytes stand for; "(not decodable)" if they are none.
std::string gunzipped(std::string_view coded);

/// Text of `size` bytes that does not repeat, so that its coding is long.
std::string varied_text(std::size_t size);

}  // namespace caveat::filter
