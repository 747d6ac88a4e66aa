// Encodes one gzip member (RFC 1952).
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "filter/content_coding.h"

struct isal_zstream;

namespace caveat::filter {

class GzipEncoder final : public Encoder {
 public:
  GzipEncoder();
  ~GzipEncoder() override;

  void write(std::string_view bytes, html::ByteSink& coded) override;
  void flush(html::ByteSink& coded) override;
  void finish(html::ByteSink& coded) override;

 private:
  void deflate(std::string_view bytes, html::ByteSink& coded);

  bool unflushed_ = false;
  std::unique_ptr<isal_zstream> stream_;
  std::unique_ptr<std::uint8_t[]> level_buffer_;
  std::array<char, 16 * 1024> piece_;
};

}  // namespace caveat::filter
