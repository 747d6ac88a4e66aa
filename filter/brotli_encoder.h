// Encodes brotli (RFC 7932).
#pragma once

#include <memory>

#include "filter/content_coding.h"

struct BrotliEncoderStateStruct;

namespace caveat::filter {

class BrotliEncoder final : public Encoder {
 public:
  BrotliEncoder();
  ~BrotliEncoder() override;

  void write(std::string_view bytes, html::ByteSink& coded) override;
  void flush(html::ByteSink& coded) override;
  void finish(html::ByteSink& coded) override;

 private:
  /// `operation`: a BrotliEncoderOperation.
  void encode(std::string_view bytes, int operation, html::ByteSink& coded);

  struct Destroy {
    void operator()(BrotliEncoderStateStruct* state) const;
  };

  bool unflushed_ = false;
  std::unique_ptr<BrotliEncoderStateStruct, Destroy> state_;
};

}  // namespace caveat::filter
