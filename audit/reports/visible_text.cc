#include "audit/reports/visible_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>

#include "rules/utf8.h"

namespace caveat::audit {
namespace {

struct CodePoints {
  char32_t first, last;
};

constexpr CodePoints kUnseen[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x061C, 0x061C},   {0x180E, 0x180E},
    {0x200B, 0x200B}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},   {0xFDD0, 0xFDEF},
    {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE007F},
};

constexpr PlainBytes kVisible = plain_but({});

bool is_blank(char32_t code_point) {
  return code_point == '\t' || code_point == '\n' || code_point == '\r';
}

}  // namespace

bool is_unseen(char32_t code_point) {
  if (code_point >= 0x20 && code_point < 0x7F) return false;
  if ((code_point & 0xFFFE) == 0xFFFE) return true;
  return std::any_of(std::begin(kUnseen), std::end(kUnseen), [code_point](const CodePoints& range) {
    return code_point >= range.first && code_point <= range.last;
  });
}

std::string valid_utf8(std::string_view text) {
  if (!rules::first_bad_utf8(text)) return std::string(text);
  std::string out;
  for (std::size_t offset = 0; offset < text.size();) {
    const rules::CodePoint point = rules::code_point_at(text, offset);
    offset += point.bytes;
    rules::append_utf8(out, point.value);
  }
  return out;
}

std::size_t valid_utf8_offset(std::string_view text, std::size_t bytes) {
  return valid_utf8(text.substr(0, std::min(bytes, text.size()))).size();
}

std::size_t plain_length(std::string_view text, std::size_t offset, const PlainBytes& plain) {
  std::size_t end = offset;
  while (end < text.size() && plain[static_cast<unsigned char>(text[end])]) ++end;
  return end - offset;
}

std::string visible_text(std::string_view text) {
  std::string out;
  for (std::size_t offset = 0; offset < text.size();) {
    if (const std::size_t plain = plain_length(text, offset, kVisible); plain > 0) {
      out += text.substr(offset, plain);
      offset += plain;
      continue;
    }
    const rules::CodePoint point = rules::code_point_at(text, offset);
    offset += point.bytes;
    if (is_blank(point.value)) {
      out += ' ';
    } else if (is_unseen(point.value)) {
      out += unseen_name(point.value);
    } else {
      rules::append_utf8(out, point.value);
    }
  }
  return out;
}

std::string unseen_name(char32_t code_point) {
  std::array<char, 16> name{};
  std::snprintf(name.data(), name.size(), "[U+%04X]", static_cast<unsigned>(code_point));
  return name.data();
}

}  // namespace caveat::audit
