#include "audit/reports/json_line.h"

#include <utility>

#include "audit/reports/visible_text.h"
#include "rules/utf8.h"

namespace caveat::audit {
namespace {

constexpr PlainBytes kPlainInJson = plain_but("\"\\<>&");

/// One UTF-16 code unit.
void append_escape(std::string& out, unsigned unit) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) out += kHex[unit >> shift & 15U];
}

void append_escaped(std::string& out, char32_t code_point) {
  if (code_point < 0x10000) {
    append_escape(out, static_cast<unsigned>(code_point));
    return;
  }
  const auto rest = static_cast<unsigned>(code_point - 0x10000);
  append_escape(out, 0xD800 + (rest >> 10));
  append_escape(out, 0xDC00 + (rest & 0x3FF));
}

}  // namespace

JsonLine& JsonLine::text(std::string_view key, std::string_view value) {
  begin_member(key);
  append_string(value);
  return *this;
}

JsonLine& JsonLine::number(std::string_view key, std::uint64_t value) {
  begin_member(key);
  out_ += std::to_string(value);
  return *this;
}

JsonLine& JsonLine::truth(std::string_view key, bool value) {
  begin_member(key);
  out_ += value ? "true" : "false";
  return *this;
}

JsonLine& JsonLine::value(std::string_view key, std::string_view json) {
  begin_member(key);
  out_ += json;
  return *this;
}

std::string JsonLine::take() && {
  return std::move(out_);
}

JsonLine& JsonLine::open(std::string_view key, char bracket) {
  begin_member(key);
  out_ += bracket;
  first_ = true;
  return *this;
}

JsonLine& JsonLine::close(char bracket) {
  out_ += bracket;
  first_ = false;
  return *this;
}

void JsonLine::begin_member(std::string_view key) {
  if (!first_) out_ += ',';
  first_ = false;
  if (key.empty()) return;
  append_string(key);
  out_ += ':';
}

void JsonLine::append_string(std::string_view value) {
  out_ += '"';
  for (std::size_t offset = 0; offset < value.size();) {
    if (const std::size_t plain = plain_length(value, offset, kPlainInJson); plain > 0) {
      out_ += value.substr(offset, plain);
      offset += plain;
      continue;
    }
    const rules::CodePoint point = rules::code_point_at(value, offset);
    offset += point.bytes;
    if (point.value == '"' || point.value == '\\') {
      out_ += '\\';
      out_ += static_cast<char>(point.value);
    } else if (point.value == '<' || point.value == '>' || point.value == '&' || is_unseen(point.value)) {
      append_escaped(out_, point.value);
    } else {
      rules::append_utf8(out_, point.value);
    }
  }
  out_ += '"';
}

}  // namespace caveat::audit
