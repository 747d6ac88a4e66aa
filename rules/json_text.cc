#include "rules/json_text.h"

#include <array>
#include <cstdio>
#include <utility>

#include "rules/utf8.h"

namespace caveat::rules {

JsonText& JsonText::text(std::string_view key, std::string_view value) {
  begin_member(key);
  append_string(value);
  return *this;
}

JsonText& JsonText::number(std::string_view key, std::int64_t value) {
  begin_member(key);
  out_ += std::to_string(value);
  return *this;
}

JsonText& JsonText::truth(std::string_view key, bool value) {
  begin_member(key);
  out_ += value ? "true" : "false";
  return *this;
}

std::string JsonText::take() && {
  out_ += '\n';
  return std::move(out_);
}

JsonText& JsonText::open(std::string_view key, char bracket) {
  if (depth_ > 0) begin_member(key);
  out_ += bracket;
  ++depth_;
  first_ = true;
  return *this;
}

JsonText& JsonText::close(char bracket) {
  --depth_;
  if (!first_) {
    out_ += '\n';
    out_.append(static_cast<std::size_t>(depth_) * 2, ' ');
  }
  out_ += bracket;
  first_ = false;
  return *this;
}

void JsonText::begin_member(std::string_view key) {
  out_ += first_ ? "\n" : ",\n";
  first_ = false;
  out_.append(static_cast<std::size_t>(depth_) * 2, ' ');
  if (key.empty()) return;
  append_string(key);
  out_ += ": ";
}

void JsonText::append_string(std::string_view value) {
  out_ += '"';
  for (std::size_t offset = 0; offset < value.size();) {
    const CodePoint point = code_point_at(value, offset);
    offset += point.bytes;
    if (point.value == '"' || point.value == '\\') {
      out_ += '\\';
      out_ += static_cast<char>(point.value);
    } else if (point.value < 0x20 || point.value == 0x7F) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(point.value));
      out_ += escape.data();
    } else {
      append_utf8(out_, point.value);
    }
  }
  out_ += '"';
}

}  // namespace caveat::rules
