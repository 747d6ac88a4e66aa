#include "html/charset_decoder.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <string>
#include <utility>

namespace caveat::html {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// Where ICU calls an encoding by another name than the Encoding standard, or means another table by it.
constexpr std::pair<std::string_view, const char*> kIcuNames[] = {
    {"GBK", "gb18030"},        {"Big5", "Big5-HKSCS"},         {"Shift_JIS", "windows-31j"},
    {"EUC-KR", "windows-949"}, {"ISO-8859-8-I", "ISO-8859-8"},
};

UConverter* open_converter(std::string_view name) {
  std::string icu_name(name);
  for (const auto& [standard, icu] : kIcuNames) {
    if (standard == name) icu_name = icu;
  }
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(icu_name.c_str(), &status);
  if (U_FAILURE(status) != 0) {
    status = U_ZERO_ERROR;
    converter = ucnv_open("windows-1252", &status);
  }
  // Bytes that are no character shall be an error, not ICU's substitute, which differs by charset.
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  return converter;
}

char32_t decode_one(UConverter* converter, std::string_view& bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const char* at = bytes.data();
  ucnv_resetToUnicode(converter);
  const UChar32 c = ucnv_getNextUChar(converter, &at, bytes.data() + bytes.size(), &status);
  const auto taken = static_cast<std::size_t>(at - bytes.data());
  bytes.remove_prefix(std::clamp<std::size_t>(taken, 1, bytes.size()));
  return U_SUCCESS(status) != 0 ? static_cast<char32_t>(c) : kReplacement;
}

}  // namespace

char32_t take_utf8(std::string_view& bytes) {
  const auto byte = [&bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const auto continuation = [&](std::size_t i) {
    return i < bytes.size() && (byte(i) & 0xC0) == 0x80 ? std::uint32_t{byte(i)} & 0x3F : ~0U;
  };
  const unsigned char first = byte(0);
  const std::size_t length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t c = length < 2 ? first : first & (0xFFU >> (length + 1));
  bool well_formed = length > 0 && first < 0xF5;
  for (std::size_t i = 1; i < length && well_formed; ++i) {
    const std::uint32_t bits = continuation(i);
    well_formed = bits != ~0U;
    c = c << 6 | bits;
  }
  const bool overlong = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
  if (!well_formed || overlong || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
    bytes.remove_prefix(1);
    return kReplacement;
  }
  bytes.remove_prefix(length);
  return c;
}

void CharsetDecoder::Close::operator()(UConverter* converter) const {
  ucnv_close(converter);
}

CharsetDecoder::CharsetDecoder(std::string_view name) {
  if (name == "UTF-8") return;
  converter_.reset(open_converter(name));
  if (ucnv_getMaxCharSize(converter_.get()) > 1) {
    kind_ = Kind::multi_byte;
    return;
  }
  kind_ = Kind::single_byte;
  may_be_utf8_ = name == "windows-1252";
  for (std::size_t i = 0; i < single_bytes_.size(); ++i) {
    const char byte = static_cast<char>(i);
    std::string_view one(&byte, 1);
    single_bytes_[i] = static_cast<char16_t>(decode_one(converter_.get(), one));
  }
}

char32_t CharsetDecoder::take(std::string_view& bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  if (kind_ == Kind::utf8) return take_utf8(bytes);
  if (kind_ == Kind::multi_byte) return take_multi_byte(bytes);
  if (may_be_utf8_ && first >= 0xC2) {
    std::string_view rest = bytes;
    const char32_t c = take_utf8(rest);
    if (c != kReplacement) {
      bytes = rest;
      return c;
    }
  }
  bytes.remove_prefix(1);
  return single_bytes_[first];
}

char32_t CharsetDecoder::take_multi_byte(std::string_view& bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  if (first >= 0x80) return decode_one(converter_.get(), bytes);
  bytes.remove_prefix(1);
  return first;
}

}  // namespace caveat::html
