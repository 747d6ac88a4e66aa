// Charsets whose markup is not ASCII bytes: to UTF-8 for the rewriter, and back.
#pragma once

#include <memory>
#include <string_view>

#include "html/charset.h"
#include "html/rewriter.h"

namespace caveat::filter {

/// To UTF-8, and what UTF-8 cannot say, in bytes that are none (`opaque.h`): invalid bytes, lone surrogates,
/// escape sequences that nothing makes necessary. So the encoder gives the very bytes back, whatever came.
/// One page, in any chunking.
class CharsetDecoder {
 public:
  virtual ~CharsetDecoder() = default;
  virtual void write(std::string_view bytes, html::ByteSink& utf8) = 0;
  /// The page is over.
  virtual void finish(html::ByteSink& utf8) = 0;
};

/// The inverse. What the charset cannot say becomes a character reference.
class CharsetEncoder {
 public:
  virtual ~CharsetEncoder() = default;
  virtual void write(std::string_view utf8, html::ByteSink& bytes) = 0;
  /// The page is over.
  virtual void finish(html::ByteSink& bytes) = 0;
};

/// Null for ASCII-compatible charsets, which need none, and for `replacement`, which nobody can read.
std::unique_ptr<CharsetDecoder> make_charset_decoder(html::CharsetKind kind);
std::unique_ptr<CharsetEncoder> make_charset_encoder(html::CharsetKind kind);

/// The charset in which the rewriter gets a page: its own, or what a CharsetDecoder makes of it.
std::string_view rewritten_charset(const html::Charset& charset);

}  // namespace caveat::filter
