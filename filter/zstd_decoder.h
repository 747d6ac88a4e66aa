// Decodes zstd (RFC 8878, RFC 9659).
#pragma once

#include <array>
#include <memory>
#include <string>

#include "filter/content_coding.h"
#include "filter/expansion_guard.h"

struct ZSTD_DCtx_s;

namespace caveat::filter {

/// May have several frames, skippable ones among them. A window over 8 MiB is corrupt, as RFC 9659 says of
/// this coding; so are frames of the formats before the RFC, which the library may know but does not bound.
class ZstdDecoder final : public Decoder {
 public:
  explicit ZstdDecoder(const DecodingLimits& limits);
  ~ZstdDecoder() override;

  boost::system::result<void, DecodingError> write(std::string_view coded, html::ByteSink& decoded) override;
  boost::system::result<void, DecodingError> finish() override;

 private:
  boost::system::result<void, DecodingError> read_magic(std::string_view& coded, html::ByteSink& decoded);
  boost::system::result<void, DecodingError> decode(std::string_view& coded, html::ByteSink& decoded);

  struct Destroy {
    void operator()(ZSTD_DCtx_s* context) const;
  };

  ExpansionGuard guard_;
  bool in_frame_ = false;
  std::string magic_;  ///< of the next frame, as far as it came
  std::unique_ptr<ZSTD_DCtx_s, Destroy> context_;
  std::array<char, 32 * 1024> piece_;
};

}  // namespace caveat::filter
