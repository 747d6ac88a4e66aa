#include "filter/utf16_codec.h"

namespace caveat::filter {
namespace {

constexpr std::uint32_t kFirstAstral = 0x10000;

}  // namespace

void Utf16Decoder::write(std::string_view bytes, html::ByteSink& utf8) {
  std::string out;
  out.reserve(bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (!half_) {
      half_ = byte;
      continue;
    }
    const std::uint32_t unit =
        order_ == ByteOrder::little ? *half_ | std::uint32_t{byte} << 8 : byte | std::uint32_t{*half_} << 8;
    half_.reset();
    take(unit, out);
  }
  if (!out.empty()) utf8.write(out);
}

void Utf16Decoder::take(std::uint32_t unit, std::string& utf8) {
  if (high_ != 0) {
    const std::uint32_t high = high_;
    high_ = 0;
    if (is_low_surrogate(unit)) {
      append_code_point(utf8, kFirstAstral + ((high & 0x3FF) << 10) + (unit & 0x3FF));
      return;
    }
    append_code_point(utf8, high);
  }
  if (is_high_surrogate(unit)) {
    high_ = unit;
  } else {
    append_code_point(utf8, unit);
  }
}

void Utf16Decoder::finish(html::ByteSink& utf8) {
  std::string out;
  if (high_ != 0) append_code_point(out, high_);
  if (half_) append_raw_byte(out, 0, *half_);
  if (!out.empty()) utf8.write(out);
}

void Utf16Encoder::write(std::string_view utf8, html::ByteSink& bytes) {
  std::string out;
  out.reserve(2 * utf8.size());
  Item item;
  while (items_.next(utf8, item)) {
    if (item.kind == Item::Kind::raw_byte) {
      half_ += static_cast<char>(item.value);
    } else if (item.value < kFirstAstral) {
      append_unit(out, item.value);
    } else {
      append_unit(out, 0xD800 + ((item.value - kFirstAstral) >> 10));
      append_unit(out, 0xDC00 + (item.value & 0x3FF));
    }
  }
  if (!out.empty()) bytes.write(out);
}

void Utf16Encoder::append_unit(std::string& bytes, std::uint32_t unit) const {
  const char low = static_cast<char>(unit & 0xFF);
  const char high = static_cast<char>(unit >> 8);
  bytes += order_ == ByteOrder::little ? low : high;
  bytes += order_ == ByteOrder::little ? high : low;
}

void Utf16Encoder::finish(html::ByteSink& bytes) {
  if (!half_.empty()) bytes.write(half_);
}

}  // namespace caveat::filter
