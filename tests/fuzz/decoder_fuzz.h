// What every content coding promises of any bytes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "filter/content_coding.h"

namespace caveat::filter {

class FuzzedText final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

struct FuzzedBody {
  std::string text;
  std::optional<DecodingError> error;
};

inline FuzzedBody decode_in_chunks(ContentCoding coding, std::string_view coded, std::size_t chunk) {
  const auto decoder = make_decoder(coding, {});
  FuzzedText sink;
  for (; !coded.empty(); coded.remove_prefix(std::min(chunk, coded.size()))) {
    if (const auto written = decoder->write(coded.substr(0, chunk), sink); !written) {
      return {sink.text, written.error()};
    }
  }
  if (const auto finished = decoder->finish(); !finished) return {sink.text, finished.error()};
  return {sink.text, std::nullopt};
}

/// Aborts unless the bytes come to the same in any chunks, and to no more than the limits allow.
inline void check_decoder(ContentCoding coding, std::string_view coded) {
  const FuzzedBody whole = decode_in_chunks(coding, coded, coded.size());
  const DecodingLimits limits;
  if (whole.text.size() > limits.free_bytes + limits.ratio * coded.size()) std::abort();
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}}) {
    const FuzzedBody in_chunks = decode_in_chunks(coding, coded, chunk);
    // A library reads ahead as far as it is given bytes, so that one chunk more can make a bomb of a body.
    if (whole.error == DecodingError::bomb || in_chunks.error == DecodingError::bomb) continue;
    if (in_chunks.error != whole.error) std::abort();
    if (!whole.error && in_chunks.text != whole.text) std::abort();
  }
}

/// Aborts unless a page comes back out of its coding, flushed anywhere.
inline void check_encoder(ContentCoding coding, std::string_view page) {
  const auto encoder = make_encoder(coding);
  FuzzedText coded;
  for (std::size_t at = 0; at < page.size(); at += 1 + at) {
    encoder->write(page.substr(at, 1 + at), coded);
    encoder->flush(coded);
  }
  encoder->finish(coded);
  const FuzzedBody back = decode_in_chunks(coding, coded.text, 1000);
  if (back.error != DecodingError::bomb && (back.error || back.text != page)) std::abort();
}

}  // namespace caveat::filter
