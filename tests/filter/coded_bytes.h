// Bytes coded for tests by zlib itself, and sinks in memory.
#pragma once

#include <string>
#include <string_view>

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
/// What whole gzip bytes stand for; "(not gzip)" if they are none.
std::string gunzipped(std::string_view coded);

/// Text of `size` bytes that does not repeat, so that its coding is long.
std::string varied_text(std::size_t size);

}  // namespace caveat::filter
