// UTF-8 that can also say what is no text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace caveat::filter {

/// Between a CharsetDecoder and its CharsetEncoder a page is a sequence of these items. All but ASCII
/// characters are made of bytes from 0x80, so that to the rewriter they are text like any other:
///
///   code point    UTF-8; a lone surrogate as three bytes, as if it were a code point
///   raw byte      0xFE, 0x80 + mode, 0x80 + high half, 0x80 + low half: a byte that is no text, and the
///                 mode of the charset in which it is none
///   mode switch   one of 0xF8 to 0xFC: an escape sequence that the encoder would not write by itself
struct Item {
  enum class Kind { code_point, raw_byte, mode_switch };
  Kind kind = Kind::code_point;
  std::uint32_t value = 0;  ///< code point, byte, or number of the escape sequence
  std::uint8_t mode = 0;    ///< of a raw byte
};

/// Appends one code point or surrogate.
void append_code_point(std::string& into, std::uint32_t code_point);
void append_raw_byte(std::string& into, std::uint8_t mode, unsigned char byte);
/// `number`: 0 to 4.
void append_mode_switch(std::string& into, std::uint8_t number);

/// Splits a stream of items in any chunking.
class ItemReader {
 public:
  /// Takes the next item off the front of `bytes`; false if it is not whole yet: then all was taken.
  bool next(std::string_view& bytes, Item& item);

 private:
  std::string partial_;
};

}  // namespace caveat::filter
