// Encodes one zstd frame (RFC 8878) with its checksum.
#pragma once

#include <array>
#include <memory>

#include "filter/content_coding.h"

struct ZSTD_CCtx_s;

namespace caveat::filter {

class ZstdEncoder final : public Encoder {
 public:
  ZstdEncoder();
  ~ZstdEncoder() override;

  void write(std::string_view bytes, html::ByteSink& coded) override;
  void flush(html::ByteSink& coded) override;
  void finish(html::ByteSink& coded) override;

 private:
  /// `directive`: a ZSTD_EndDirective.
  void encode(std::string_view bytes, int directive, html::ByteSink& coded);

  struct Destroy {
    void operator()(ZSTD_CCtx_s* context) const;
  };

  bool unflushed_ = false;
  std::unique_ptr<ZSTD_CCtx_s, Destroy> context_;
  std::array<char, 16 * 1024> piece_;
};

}  // namespace caveat::filter
