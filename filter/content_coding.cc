#include "filter/content_coding.h"

#include "filter/field_list.h"
#include "filter/gzip_encoder.h"
#include "filter/identity_coding.h"
#include "filter/inflate_decoder.h"
#include "html/ascii.h"

namespace caveat::filter {

std::optional<ContentCoding> content_coding_of(std::string_view content_encoding) {
  std::optional<ContentCoding> coding = ContentCoding::identity;
  for (const std::string_view member : list_members(content_encoding)) {
    if (html::equal_ignoring_ascii_case(member, "identity")) continue;
    if (coding != ContentCoding::identity) return std::nullopt;
    if (html::equal_ignoring_ascii_case(member, "gzip") ||
        html::equal_ignoring_ascii_case(member, "x-gzip")) {
      coding = ContentCoding::gzip;
    } else if (html::equal_ignoring_ascii_case(member, "deflate")) {
      coding = ContentCoding::deflate;
    } else {
      return std::nullopt;
    }
  }
  return coding;
}

std::string_view name_of(ContentCoding coding) {
  switch (coding) {
    case ContentCoding::gzip:
      return "gzip";
    case ContentCoding::deflate:
      return "deflate";
    case ContentCoding::identity:
      break;
  }
  return "identity";
}

std::unique_ptr<Decoder> make_decoder(ContentCoding coding, const DecodingLimits& limits) {
  switch (coding) {
    case ContentCoding::gzip:
      return std::make_unique<InflateDecoder>(InflateDecoder::Wrapper::gzip, limits);
    case ContentCoding::deflate:
      return std::make_unique<InflateDecoder>(InflateDecoder::Wrapper::zlib_or_none, limits);
    case ContentCoding::identity:
      break;
  }
  return std::make_unique<IdentityDecoder>();
}

std::unique_ptr<Encoder> make_encoder(ContentCoding coding) {
  if (coding == ContentCoding::gzip) return std::make_unique<GzipEncoder>();
  return std::make_unique<IdentityEncoder>();
}

}  // namespace caveat::filter
