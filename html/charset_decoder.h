// The characters of text in any ASCII-compatible charset. Sole include of ICU's converters.
#pragma once

#include <array>
#include <memory>
#include <string_view>

struct UConverter;

namespace caveat::html {

/// Takes one character off the beginning of `bytes`, which is not empty. What is no UTF-8 is U+FFFD, a byte
/// at a time.
char32_t take_utf8(std::string_view& bytes);

/// Reads characters one by one, so that each can be told from which bytes it came. One page, one thread.
class CharsetDecoder {
 public:
  /// `name`: as the Encoding standard calls it (charset.h). One that is not known is read as windows-1252.
  /// Windows-1252 is also what a page is taken for that does not say what it is in: there, what is UTF-8 is
  /// read as such, since a sequence of it is no word in any language of windows-1252.
  explicit CharsetDecoder(std::string_view name);

  /// Takes one character off the beginning of `bytes`, which is not empty and begins with a whole character.
  char32_t take(std::string_view& bytes);

 private:
  struct Close {
    void operator()(UConverter* converter) const;
  };
  enum class Kind { utf8, single_byte, multi_byte };

  char32_t take_multi_byte(std::string_view& bytes);

  Kind kind_ = Kind::utf8;
  std::unique_ptr<UConverter, Close> converter_;
  std::array<char16_t, 256> single_bytes_ = {};
  bool may_be_utf8_ = false;
};

}  // namespace caveat::html
