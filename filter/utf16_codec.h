// UTF-16 in either byte order (Encoding standard, 14.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "filter/charset_codec.h"
#include "filter/opaque.h"

namespace caveat::filter {

constexpr bool is_high_surrogate(std::uint32_t unit) {
  return (unit & ~0x3FFU) == 0xD800;
}

constexpr bool is_low_surrogate(std::uint32_t unit) {
  return (unit & ~0x3FFU) == 0xDC00;
}

enum class ByteOrder { little, big };

/// Not by ICU: its converters replace lone surrogates, which have to leave as they came.
class Utf16Decoder final : public CharsetDecoder {
 public:
  explicit Utf16Decoder(ByteOrder order) : order_(order) {}

  void write(std::string_view bytes, html::ByteSink& utf8) override;
  void finish(html::ByteSink& utf8) override;

 private:
  void take(std::uint32_t unit, std::string& utf8);

  ByteOrder order_;
  std::optional<unsigned char> half_;  ///< the first byte of a unit
  std::uint32_t high_ = 0;             ///< a high surrogate that waits for its low one
};

/// Half a unit, which can only be the page's last byte, stays the last even if something was put after it.
class Utf16Encoder final : public CharsetEncoder {
 public:
  explicit Utf16Encoder(ByteOrder order) : order_(order) {}

  void write(std::string_view utf8, html::ByteSink& bytes) override;
  void finish(html::ByteSink& bytes) override;

 private:
  void append_unit(std::string& bytes, std::uint32_t unit) const;

  ByteOrder order_;
  ItemReader items_;
  std::string half_;
};

}  // namespace caveat::filter
