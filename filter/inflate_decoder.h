// Decodes gzip (RFC 1952) and deflate (RFC 1950, or RFC 1951 bare as some servers send it).
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "filter/content_coding.h"

struct z_stream_s;

namespace caveat::filter {

/// gzip may have several members. A body without any byte is an empty page in either coding.
class InflateDecoder final : public Decoder {
 public:
  enum class Wrapper {
    gzip,
    zlib_or_none  ///< what "deflate" means to browsers: told apart by the first two bytes
  };

  InflateDecoder(Wrapper wrapper, const DecodingLimits& limits);
  ~InflateDecoder() override;

  boost::system::result<void, DecodingError> write(std::string_view coded, html::ByteSink& decoded) override;
  boost::system::result<void, DecodingError> finish() override;

 private:
  enum class Place { before_stream, in_stream, after_stream };

  boost::system::result<void, DecodingError> inflate_all(std::string_view coded, html::ByteSink& decoded);
  boost::system::result<void, DecodingError> inflate_some(html::ByteSink& decoded);
  boost::system::result<void, DecodingError> open_stream(std::string_view beginning);
  bool is_bomb() const;

  Wrapper wrapper_;
  DecodingLimits limits_;
  Place place_ = Place::before_stream;
  std::string first_bytes_;  ///< of a deflate body, until there are two
  std::uint64_t coded_bytes_ = 0;
  std::uint64_t decoded_bytes_ = 0;
  std::unique_ptr<z_stream_s> stream_;
  std::array<char, 32 * 1024> piece_;
};

}  // namespace caveat::filter
