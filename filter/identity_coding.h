// The coding that changes nothing.
#pragma once

#include "filter/content_coding.h"

namespace caveat::filter {

class IdentityDecoder final : public Decoder {
 public:
  boost::system::result<void, DecodingError> write(std::string_view coded, html::ByteSink& decoded) override {
    decoded.write(coded);
    return {};
  }
  boost::system::result<void, DecodingError> finish() override { return {}; }
};

class IdentityEncoder final : public Encoder {
 public:
  void write(std::string_view bytes, html::ByteSink& coded) override { coded.write(bytes); }
  void flush(html::ByteSink&) override {}
  void finish(html::ByteSink&) override {}
};

}  // namespace caveat::filter
