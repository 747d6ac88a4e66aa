// deflate bodies, with and without a wrapper: the same outcome in any chunks, within the limits.
#include "decoder_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using caveat::filter::ContentCoding;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  caveat::filter::check_decoder(ContentCoding::deflate, bytes);
  // Nothing is ever coded in deflate.
  return 0;
}
