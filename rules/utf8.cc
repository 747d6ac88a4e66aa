#include "rules/utf8.h"

namespace caveat::rules {

namespace {

std::uint8_t byte_at(std::string_view text, std::size_t offset) {
  return static_cast<std::uint8_t>(text[offset]);
}

struct Lead {
  std::size_t bytes;
  char32_t bits;
  char32_t smallest;  ///< an encoded value below it is overlong
};

Lead lead_of(std::uint8_t byte) {
  if (byte >= 0xC2 && byte < 0xE0) return {2, static_cast<char32_t>(byte & 0x1F), 0x80};
  if (byte >= 0xE0 && byte < 0xF0) return {3, static_cast<char32_t>(byte & 0x0F), 0x800};
  if (byte >= 0xF0 && byte < 0xF5) return {4, static_cast<char32_t>(byte & 0x07), 0x10000};
  return {0, 0, 0};
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t offset) {
  constexpr CodePoint kBad{0xFFFD, 1, false};
  const std::uint8_t first = byte_at(text, offset);
  if (first < 0x80) return {first, 1, true};
  const Lead lead = lead_of(first);
  if (lead.bytes == 0 || offset + lead.bytes > text.size()) return kBad;
  char32_t value = lead.bits;
  for (std::size_t i = 1; i < lead.bytes; ++i) {
    const std::uint8_t next = byte_at(text, offset + i);
    if ((next & 0xC0) != 0x80) return kBad;
    value = (value << 6) | static_cast<char32_t>(next & 0x3F);
  }
  if (value < lead.smallest || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return kBad;
  return {value, lead.bytes, true};
}

std::optional<std::size_t> first_bad_utf8(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = code_point_at(text, offset);
    if (!point.valid) return offset;
    offset += point.bytes;
  }
  return std::nullopt;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t offset = 0; offset < text.size(); ++count) offset += code_point_at(text, offset).bytes;
  return count;
}

std::string_view code_point_slice(std::string_view text, std::size_t first, std::size_t count) {
  std::size_t offset = 0;
  for (; first > 0 && offset < text.size(); --first) offset += code_point_at(text, offset).bytes;
  std::size_t end = offset;
  for (; count > 0 && end < text.size(); --count) end += code_point_at(text, end).bytes;
  return text.substr(offset, end - offset);
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

}  // namespace caveat::rules
