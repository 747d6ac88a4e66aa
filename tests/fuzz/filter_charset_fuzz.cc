// pages in UTF-16 and ISO-2022-JP: every byte comes back, in any chunks.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "filter/charset_codec.h"

namespace {

using caveat::html::CharsetKind;

class Text final : public caveat::html::ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

/// `codec`: a decoder or an encoder.
template <typename Codec>
std::string through(const Codec& codec, std::string_view bytes, std::size_t chunk) {
  Text sink;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(chunk, bytes.size()))) {
    codec->write(bytes.substr(0, chunk), sink);
  }
  codec->finish(sink);
  return sink.text;
}

void check(CharsetKind kind, std::string_view bytes) {
  using caveat::filter::make_charset_decoder;
  using caveat::filter::make_charset_encoder;
  const std::string utf8 = through(make_charset_decoder(kind), bytes, 1000);
  if (through(make_charset_decoder(kind), bytes, 1) != utf8) std::abort();
  if (through(make_charset_encoder(kind), utf8, 1) != bytes) std::abort();
  // What was not made by the decoder must do no harm.
  through(make_charset_encoder(kind), bytes, 3);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const CharsetKind kind : {CharsetKind::utf16le, CharsetKind::utf16be, CharsetKind::iso2022jp})
    check(kind, bytes);
  return 0;
}
