#include "filter/charset_codec.h"

#include "filter/iso2022jp_decoder.h"
#include "filter/iso2022jp_encoder.h"
#include "filter/utf16_codec.h"

namespace caveat::filter {

std::unique_ptr<CharsetDecoder> make_charset_decoder(html::CharsetKind kind) {
  switch (kind) {
    case html::CharsetKind::utf16le:
      return std::make_unique<Utf16Decoder>(ByteOrder::little);
    case html::CharsetKind::utf16be:
      return std::make_unique<Utf16Decoder>(ByteOrder::big);
    case html::CharsetKind::iso2022jp:
      return std::make_unique<Iso2022JpDecoder>();
    case html::CharsetKind::ascii_compatible:
    case html::CharsetKind::replacement:
      break;
  }
  return nullptr;
}

std::unique_ptr<CharsetEncoder> make_charset_encoder(html::CharsetKind kind) {
  switch (kind) {
    case html::CharsetKind::utf16le:
      return std::make_unique<Utf16Encoder>(ByteOrder::little);
    case html::CharsetKind::utf16be:
      return std::make_unique<Utf16Encoder>(ByteOrder::big);
    case html::CharsetKind::iso2022jp:
      return std::make_unique<Iso2022JpEncoder>();
    case html::CharsetKind::ascii_compatible:
    case html::CharsetKind::replacement:
      break;
  }
  return nullptr;
}

std::string_view rewritten_charset(const html::Charset& charset) {
  return charset.kind == html::CharsetKind::ascii_compatible ? std::string_view(charset.name) : "UTF-8";
}

}  // namespace caveat::filter
