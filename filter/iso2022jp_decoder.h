// Decodes ISO-2022-JP (Encoding standard, 12.2.1).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "filter/charset_codec.h"
#include "filter/iso2022jp.h"

namespace caveat::filter {

/// Takes for text what a browser takes for text. It knows beforehand which escape sequences the encoder will
/// write by itself; all others, and what a browser shows as U+FFFD, become opaque.
class Iso2022JpDecoder final : public CharsetDecoder {
 public:
  void write(std::string_view bytes, html::ByteSink& utf8) override;
  void finish(html::ByteSink& utf8) override;

 private:
  using Mode = iso2022jp::Mode;

  void take(unsigned char byte, std::string& utf8);
  void take_escape(unsigned char byte, std::string& utf8);
  void take_text(unsigned char byte, std::string& utf8);
  void take_trail(unsigned char byte, std::string& utf8);
  void give(std::uint32_t code_point, std::string& utf8);
  void give_raw(unsigned char byte, std::string& utf8);
  void give_escapes(std::string& utf8);

  Mode mode_ = Mode::ascii;
  Mode encoders_mode_ = Mode::ascii;   ///< that of the encoder after what was given to it
  std::string escape_;                 ///< of an escape sequence, as far as it came
  unsigned char lead_ = 0;             ///< the first byte of a pair
  std::vector<std::uint8_t> escapes_;  ///< sequences since the last text
};

}  // namespace caveat::filter
