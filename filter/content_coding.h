// Content codings (RFC 9110, 8.4): their names, and the streaming decoders and encoders of each.
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "html/rewriter.h"

namespace caveat::filter {

enum class ContentCoding { identity, gzip, deflate, brotli, zstd };
inline constexpr std::size_t kContentCodings = 5;

/// The coding that one token names, in any case; nullopt for one that is not known here.
std::optional<ContentCoding> coding_of_token(std::string_view token);

/// The coding that Content-Encoding names; nullopt for one that is not known here, or several.
std::optional<ContentCoding> content_coding_of(std::string_view content_encoding);

/// The token of a coding: "gzip", "br".
std::string_view name_of(ContentCoding coding);

enum class DecodingError {
  corrupt,    ///< also a wrong checksum or length at the end, bytes after it, a window too large
  truncated,  ///< the coded bytes end before the coding does
  bomb        ///< decodes to more than DecodingLimits allows
};

/// How much may come out of how little. `free_bytes` decoded bytes are never too many.
struct DecodingLimits {
  std::size_t ratio = 200;
  std::size_t free_bytes = 1024 * 1024;
};

/// One body, in any chunking, in bounded memory.
class Decoder {
 public:
  virtual ~Decoder() = default;
  /// Hands what `coded` decodes to to `decoded`, in pieces. After an error there is nothing more to call.
  virtual boost::system::result<void, DecodingError> write(std::string_view coded,
                                                           html::ByteSink& decoded) = 0;
  /// No more coded bytes come.
  virtual boost::system::result<void, DecodingError> finish() = 0;
};

/// One body. Takes any chunking; may keep bytes back until `flush` or `finish`.
class Encoder {
 public:
  virtual ~Encoder() = default;
  virtual void write(std::string_view bytes, html::ByteSink& coded) = 0;
  /// Hands out all that was written so far, so that a reader can already decode it.
  virtual void flush(html::ByteSink& coded) = 0;
  virtual void finish(html::ByteSink& coded) = 0;
};

std::unique_ptr<Decoder> make_decoder(ContentCoding coding, const DecodingLimits& limits);

/// `coding`: any but deflate, which nobody can tell from what some servers call so.
std::unique_ptr<Encoder> make_encoder(ContentCoding coding);

}  // namespace caveat::filter
