// Decodes deflate (RFC 1950, or RFC 1951 bare as some servers send it).
#pragma once

#include <array>
#include <memory>
#include <string>

#include "filter/content_coding.h"
#include "filter/expansion_guard.h"

struct z_stream_s;

namespace caveat::filter {

/// With or without zlib's wrapper, told apart by the first two bytes as browsers do. By zlib: such bodies are
/// too rare for a faster library.
class DeflateDecoder final : public Decoder {
 public:
  explicit DeflateDecoder(const DecodingLimits& limits);
  ~DeflateDecoder() override;

  boost::system::result<void, DecodingError> write(std::string_view coded, html::ByteSink& decoded) override;
  boost::system::result<void, DecodingError> finish() override;

 private:
  enum class Place { before_stream, in_stream, after_stream };

  boost::system::result<void, DecodingError> inflate_all(std::string_view coded, html::ByteSink& decoded);
  boost::system::result<void, DecodingError> inflate_some(html::ByteSink& decoded);

  ExpansionGuard guard_;
  Place place_ = Place::before_stream;
  std::string first_bytes_;  ///< until there are two
  std::unique_ptr<z_stream_s> stream_;
  std::array<char, 32 * 1024> piece_;
};

}  // namespace caveat::filter
