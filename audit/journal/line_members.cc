#include "audit/journal/line_members.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "rules/utf8.h"

namespace caveat::audit {
namespace {

bool stands_for_itself(char c) {
  return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

}  // namespace

void LineMembers::separate() {
  if (!out_.empty() && out_.back() != '{' && out_.back() != '[') out_ += ',';
}

void LineMembers::append_string(std::string_view value) {
  out_ += '"';
  // Almost all of it stands for itself, and is taken in one piece.
  const auto special = [](char c) { return !stands_for_itself(c); };
  auto next = std::ranges::find_if(value, special);
  if (next == value.end()) {
    out_ += value;
  } else {
    const bool is_utf8 = !rules::first_bad_utf8(value);
    out_.append(value.begin(), next);
    for (; next != value.end(); ++next) append_character(*next, is_utf8);
  }
  out_ += '"';
}

void LineMembers::append_character(char c, bool is_utf8) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') {
    out_.append("\\").push_back(c);
  } else if (byte < 0x20 || byte == 0x7f) {
    out_.append("\\u00").append({kHex[byte >> 4], kHex[byte & 15]});
  } else if (byte >= 0x80 && !is_utf8) {
    out_ += "\\ufffd";
  } else {
    out_ += c;
  }
}

void LineMembers::append_key(std::string_view key) {
  separate();
  out_.append("\"").append(key).append("\":");
}

LineMembers& LineMembers::text(std::string_view key, std::string_view value) {
  append_key(key);
  append_string(value);
  return *this;
}

LineMembers& LineMembers::text_if_any(std::string_view key, std::string_view value) {
  return value.empty() ? *this : text(key, value);
}

LineMembers& LineMembers::number(std::string_view key, std::uint64_t value) {
  append_key(key);
  std::array<char, 20> digits{};
  out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
  return *this;
}

LineMembers& LineMembers::number_if_any(std::string_view key, std::uint64_t value) {
  return value == 0 ? *this : number(key, value);
}

LineMembers& LineMembers::truth(std::string_view key, bool value) {
  append_key(key);
  out_ += value ? "true" : "false";
  return *this;
}

LineMembers& LineMembers::element(std::string_view value) {
  separate();
  append_string(value);
  return *this;
}

LineMembers& LineMembers::open(std::string_view key, char bracket) {
  if (key.empty()) {
    separate();
  } else {
    append_key(key);
  }
  out_ += bracket;
  return *this;
}

LineMembers& LineMembers::close(char bracket) {
  out_ += bracket;
  return *this;
}

}  // namespace caveat::audit
