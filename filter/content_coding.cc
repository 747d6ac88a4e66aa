#include "filter/content_coding.h"

#include <algorithm>
#include <array>

#include "filter/brotli_decoder.h"
#include "filter/brotli_encoder.h"
#include "filter/deflate_decoder.h"
#include "filter/field_list.h"
#include "filter/gzip_decoder.h"
#include "filter/gzip_encoder.h"
#include "filter/identity_coding.h"
#include "filter/zstd_decoder.h"
#include "filter/zstd_encoder.h"
#include "html/ascii.h"

namespace caveat::filter {
namespace {

struct Token {
  std::string_view name;
  ContentCoding coding;
};

/// The registry's names of codings known here; the first of a coding is the one to send.
constexpr std::array<Token, 6> kTokens = {{
    {"identity", ContentCoding::identity},
    {"gzip", ContentCoding::gzip},
    {"x-gzip", ContentCoding::gzip},
    {"deflate", ContentCoding::deflate},
    {"br", ContentCoding::brotli},
    {"zstd", ContentCoding::zstd},
}};

}  // namespace

std::optional<ContentCoding> coding_of_token(std::string_view token) {
  for (const Token& known : kTokens) {
    if (html::equal_ignoring_ascii_case(token, known.name)) return known.coding;
  }
  return std::nullopt;
}

std::optional<ContentCoding> content_coding_of(std::string_view content_encoding) {
  ContentCoding coding = ContentCoding::identity;
  for (const std::string_view member : list_members(content_encoding)) {
    const auto named = coding_of_token(member);
    if (!named) return std::nullopt;
    if (*named == ContentCoding::identity) continue;
    if (coding != ContentCoding::identity) return std::nullopt;
    coding = *named;
  }
  return coding;
}

std::string_view name_of(ContentCoding coding) {
  return std::find_if(kTokens.begin(), kTokens.end(),
                      [&](const Token& token) { return token.coding == coding; })
      ->name;
}

std::unique_ptr<Decoder> make_decoder(ContentCoding coding, const DecodingLimits& limits) {
  switch (coding) {
    case ContentCoding::gzip:
      return std::make_unique<GzipDecoder>(limits);
    case ContentCoding::deflate:
      return std::make_unique<DeflateDecoder>(limits);
    case ContentCoding::brotli:
      return std::make_unique<BrotliDecoder>(limits);
    case ContentCoding::zstd:
      return std::make_unique<ZstdDecoder>(limits);
    case ContentCoding::identity:
      break;
  }
  return std::make_unique<IdentityDecoder>();
}

std::unique_ptr<Encoder> make_encoder(ContentCoding coding) {
  switch (coding) {
    case ContentCoding::gzip:
      return std::make_unique<GzipEncoder>();
    case ContentCoding::brotli:
      return std::make_unique<BrotliEncoder>();
    case ContentCoding::zstd:
      return std::make_unique<ZstdEncoder>();
    case ContentCoding::deflate:
    case ContentCoding::identity:
      break;
  }
  return std::make_unique<IdentityEncoder>();
}

}  // namespace caveat::filter
