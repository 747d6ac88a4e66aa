// Encodes one gzip member (RFC 1952).
#pragma once

#include <array>
#include <memory>

#include "filter/content_coding.h"

struct z_stream_s;

namespace caveat::filter {

class GzipEncoder final : public Encoder {
 public:
  GzipEncoder();
  ~GzipEncoder() override;

  void write(std::string_view bytes, html::ByteSink& coded) override;
  void flush(html::ByteSink& coded) override;
  void finish(html::ByteSink& coded) override;

 private:
  void deflate_all(std::string_view bytes, int zlib_flush, html::ByteSink& coded);

  bool unflushed_ = false;
  std::unique_ptr<z_stream_s> stream_;
  std::array<char, 16 * 1024> piece_;
};

}  // namespace caveat::filter
